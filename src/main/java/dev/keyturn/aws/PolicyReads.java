package dev.keyturn.aws;

import dev.keyturn.aws.PolicyQuestion.Decision;
import dev.keyturn.port.ReadResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.OrganizationsDecisionDetail;

/** Asks IAM's policy simulator, which evaluates and changes nothing. */
final class PolicyReads {
  private static final String SIMULATE = "iam:SimulatePrincipalPolicy";
  private static final Set<String> NO_SUCH = Set.of("NoSuchEntity");

  private static final Pattern SESSION =
      Pattern.compile("arn:([a-z-]+):sts::(\\d{12}):assumed-role/([^/]+)/.+");

  private static final Pattern USER_OR_ROLE =
      Pattern.compile("arn:[a-z-]+:iam::\\d{12}:(user|role)/.+");

  private final Clients clients;
  private final SdkCalls calls;

  PolicyReads(Clients clients, SdkCalls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  /**
   * The user or role whose policies hold for a caller; empty for those that have none, such as the
   * account itself.
   *
   * @param caller as GetCallerIdentity tells it: of a role's session it names the role without its
   *     path
   */
  Optional<String> principal(String caller) {
    Matcher session = SESSION.matcher(caller);
    if (!session.matches()) {
      return Optional.of(caller).filter(arn -> USER_OR_ROLE.matcher(arn).matches());
    }
    String role = session.group(3);
    return Optional.of(
        calls.read(
                    "iam:GetRole",
                    NO_SUCH,
                    () -> clients.iam().getRole(r -> r.roleName(role)).role().arn())
                instanceof ReadResult.Got<String>(String arn)
            ? arn
            : "arn:%s:iam::%s:role/%s".formatted(session.group(1), session.group(2), role));
  }

  /**
   * What it decides for each action; Absent where there is no such user or role.
   *
   * @param principal the ARN of a user or role
   */
  ReadResult<Map<String, Decision>> decide(String principal, PolicyQuestion question) {
    return calls.read(
        SIMULATE,
        NO_SUCH,
        () -> {
          Map<String, Decision> decisions = new HashMap<>();
          clients
              .iam()
              .simulatePrincipalPolicy(r -> {
                r.policySourceArn(principal).actionNames(question.actions());
                // An empty list would be sent, as one that holds an empty text.
                question.resource().ifPresent(r::resourceArns);
                if (!question.context().isEmpty()) {
                  r.contextEntries(entries(question.context()));
                }
              })
              .evaluationResults()
              .forEach(result -> decisions.put(result.evalActionName(), decision(result)));
          return decisions;
        });
  }

  private static List<ContextEntry> entries(Map<String, String> context) {
    return context.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry ->
            ContextEntry.builder()
                .contextKeyName(entry.getKey())
                .contextKeyValues(entry.getValue())
                .contextKeyType(
                    entry.getKey().equals("aws:TagKeys")
                        ? ContextKeyTypeEnum.STRING_LIST
                        : ContextKeyTypeEnum.STRING)
                .build())
        .toList();
  }

  /** What the organization does not allow, no policy of the account can. */
  private static Decision decision(EvaluationResult result) {
    OrganizationsDecisionDetail organization = result.organizationsDecisionDetail();
    if (organization != null && Boolean.FALSE.equals(organization.allowedByOrganizations())) {
      return Decision.DENIED;
    }
    return switch (result.evalDecision()) {
      case ALLOWED -> Decision.ALLOWED;
      case EXPLICIT_DENY -> Decision.DENIED;
      case IMPLICIT_DENY, UNKNOWN_TO_SDK_VERSION -> Decision.NOT_ALLOWED;
    };
  }
}
