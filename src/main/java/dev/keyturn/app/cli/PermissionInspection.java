package dev.keyturn.app.cli;

import dev.keyturn.app.cli.doctor.FunctionChecks;
import dev.keyturn.app.cli.doctor.NeededAction;
import dev.keyturn.app.cli.doctor.NeededAction.About;
import dev.keyturn.app.cli.doctor.PermissionChecks;
import dev.keyturn.app.cli.doctor.RotatorGrant;
import dev.keyturn.aws.DeployedReads.DeployedFunction;
import dev.keyturn.aws.PolicyQuestion;
import dev.keyturn.aws.PolicyQuestion.Decision;
import dev.keyturn.aws.SetupReads;
import dev.keyturn.aws.SetupReads.CallerIdentity;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SetupCheck;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what one may do, on one secret and its user: by doing what only reads, and by asking
 * IAM's policy simulator.
 */
final class PermissionInspection {
  private static final String RESOURCE_TAG = "aws:ResourceTag/";

  private final CommandContext context;
  private final SetupReads setup;
  private final FunctionChecks function;
  private final ReadResult<DeployedFunction> found;
  private final Map<String, Boolean> done = new HashMap<>();
  private final Map<String, Decision> decisions = new HashMap<>();
  private String unasked = "";

  /**
   * Of one's own permissions.
   *
   * @param function the deployed one, whose name its policies have in theirs
   * @param found what came of looking for it
   */
  PermissionInspection(
      CommandContext context,
      SetupReads setup,
      FunctionChecks function,
      ReadResult<DeployedFunction> found) {
    this.context = context;
    this.setup = setup;
    this.function = function;
    this.found = found;
  }

  /**
   * A check for each action.
   *
   * @param listed what came of listing the secrets
   * @param reports of the secrets that were looked at; the first that has a user is asked about
   */
  List<SetupCheck> checks(
      CallerIdentity caller,
      String region,
      ReadResult<FoundSecrets> listed,
      List<RunReport> reports) {
    note(NeededAction.LIST_SECRETS, listed);
    Optional<RunReport> about =
        reports.stream()
            .filter(report -> report.user().isPresent())
            .findFirst()
            .or(() -> reports.stream().findFirst());
    Optional<SecretDescription> secret = about.flatMap(this::readSecret);
    Optional<IamUser> user = about.flatMap(RunReport::user).flatMap(this::readUser);
    Optional<String> principal = setup.principal(caller);
    if (principal.isPresent()) {
      ask(principal.get(), secret, user);
    } else {
      unasked = "%s has no policies of its own".formatted(caller.arn());
    }
    return new PermissionChecks(
            done,
            decisions,
            about.map(RunReport::secret),
            grant(principal.orElse(""), caller, region),
            unasked)
        .checks();
  }

  private Optional<SecretDescription> readSecret(RunReport of) {
    String name = of.secret();
    ReadResult<SecretDescription> described = context.connection().secrets().describe(name);
    note(NeededAction.DESCRIBE_SECRET, described);
    note(
        NeededAction.GET_SECRET_VALUE,
        context.connection().secrets().value(name, StagingLabel.AWSCURRENT));
    return got(described);
  }

  private Optional<IamUser> readUser(UserName name) {
    ReadResult<IamUser> user = context.connection().keys().user(name);
    note(NeededAction.GET_USER, user);
    ReadResult<List<AccessKey>> keys = context.connection().keys().list(name);
    note(NeededAction.LIST_ACCESS_KEYS, keys);
    got(keys).stream()
        .flatMap(List::stream)
        .findFirst()
        .map(key -> context.connection().keys().lastUse(key.id()))
        .filter(use -> !(use instanceof LastUse.Unknown))
        .ifPresent(known -> done.put(NeededAction.GET_ACCESS_KEY_LAST_USED.action(), true));
    return got(user);
  }

  /** What failed for another reason than a denial says nothing of permissions. */
  private void note(NeededAction action, ReadResult<?> read) {
    switch (read) {
      case ReadResult.Got<?> got -> done.put(action.action(), true);
      case ReadResult.Absent<?> absent -> done.put(action.action(), true);
      case ReadResult.Failed<?>(Failure failure) -> {
        if (failure instanceof Failure.Denied) {
          done.put(action.action(), false);
        }
      }
    }
  }

  private static <T> Optional<T> got(ReadResult<T> read) {
    return read instanceof ReadResult.Got<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /** The simulator is given what it does not look up: the tags that Keyturn's policies go by. */
  private void ask(String principal, Optional<SecretDescription> secret, Optional<IamUser> user) {
    ask(principal, question(About.NOTHING, Optional.empty(), Map.of()));
    Map<String, String> ofSecret = new HashMap<>();
    ofSecret.put("aws:TagKeys", LedgerTags.ROTATION + "0");
    secret
        .map(it -> it.tags().get(LedgerTags.USER_ID))
        .ifPresent(id -> ofSecret.put(RESOURCE_TAG + LedgerTags.USER_ID, id));
    ask(principal, question(About.SECRET, secret.map(SecretDescription::arn), ofSecret));
    Map<String, String> ofUser = new HashMap<>();
    user.flatMap(IamUser::boundSecret)
        .ifPresent(arn -> ofUser.put(RESOURCE_TAG + IamUser.BINDING_TAG, arn));
    ask(principal, question(About.USER, user.map(IamUser::arn), ofUser));
  }

  private static PolicyQuestion question(
      About about, Optional<String> resource, Map<String, String> conditions) {
    return new PolicyQuestion(
        Arrays.stream(NeededAction.values())
            .filter(action -> action.about() == about)
            .map(NeededAction::action)
            .toList(),
        resource,
        conditions);
  }

  private void ask(String principal, PolicyQuestion question) {
    switch (setup.decide(principal, question)) {
      case ReadResult.Got<Map<String, Decision>>(Map<String, Decision> decided) ->
          decisions.putAll(decided);
      case ReadResult.Absent<Map<String, Decision>> absent ->
          unasked = "it does not know %s".formatted(principal);
      case ReadResult.Failed<Map<String, Decision>>(Failure failure) ->
          unasked =
              failure instanceof Failure.Denied
                  ? "AWS denied %s".formatted(failure.action())
                  : failure.sentence();
    }
  }

  /** The deployment makes a policy with all of them. */
  private String grant(String principal, CallerIdentity caller, String region) {
    String partition = caller.arn().split(":", -1)[1];
    String policy =
        "arn:%s:iam::%s:policy/%s-rotator-%s"
            .formatted(partition, caller.account(), function.name(), region);
    return new RotatorGrant(principal, policy, found instanceof ReadResult.Absent<?>).remedy();
  }
}
