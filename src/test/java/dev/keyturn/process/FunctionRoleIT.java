package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.deploy.Policies;
import dev.keyturn.deploy.Role;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import dev.keyturn.packaged.FunctionProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The packaged function with the policies of its role and nothing else, on an emulator that
 * enforces them: the life of a key through Secrets Manager's steps and the schedule, with a bus and
 * a topic to tell of it. Every AWS call is written down: an action that is granted and was not
 * called, or called and not granted, fails.
 */
@Execution(ExecutionMode.CONCURRENT)
class FunctionRoleIT {
  private static final String ACCOUNT = "000000000000";

  /** ministack judges by a user's name without its path; docs/emulators.md. */
  private static final String PATH = "/function-role";

  private static final String PREFIX = "function-role/";
  private static final String TOKEN = "11111111-1111-1111-1111-111111111111";
  private static final String SCHEDULE =
      """
      {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}
      """;

  /** What the function's code itself calls with. */
  private static final List<String> OF_THE_CODE = List.of("rotator", "event-bus", "topic");

  /**
   * Policies whose actions AWS's own services call on behalf of the role: Lambda writes the log and
   * joins the network, Secrets Manager and SNS use the keys of the secrets and of the topic.
   */
  private static final Set<String> ON_BEHALF =
      Set.of("function", "vpc", "secrets-key", "topic-key");

  /**
   * Policies of other people, tried in {@code deploy.RolesIT}, {@code deploy.GuardIT} and {@code
   * PermissionsUsedTest}; the one for a key is for what Secrets Manager does on their behalf.
   */
  private static final Set<String> OF_PEOPLE =
      Set.of("administrator", "auditor", "consumer", "guard", "retirer", "secrets-key-read");

  /**
   * The journal's, whose calls are made in {@code journal.BucketJournalIT}, by an administrator.
   */
  private static final Set<String> OF_THE_JOURNAL =
      Set.of("journal", "journal-key", "journal-read");

  /** Who one is, AWS tells everybody who has credentials: no policy is asked (STS's own guide). */
  private static final String NEEDS_NO_PERMISSION = "sts:GetCallerIdentity";

  /** A pass asks for these from fifty secrets on: {@code app.lambda.ScreenedScheduleTest}. */
  private static final Set<String> OF_A_LARGE_PASS =
      Set.of("iam:GenerateCredentialReport", "iam:GetCredentialReport");

  private final Emulator emulator = Ministack.shared();

  @Test
  @DisplayName("The function calls everything that its role's policies allow, and nothing else")
  void life() {
    String name = emulator.fresh("function-role");
    String secret = PREFIX + name;
    String topic = emulator.topic(name);
    String bus = "arn:aws:events:%s:%s:event-bus/default".formatted(Emulator.REGION, ACCOUNT);
    Role role = Role.with(emulator, policies(topic, bus));
    String arn = adopted(name, secret);
    emulator.tagWithOldRotation(secret);

    Map<String, String> variables = new HashMap<>();
    variables.put("secrets", secret);
    variables.put("KEYTURN_EVENT_BUS", bus);
    variables.put("KEYTURN_TOPIC_ARN", topic);
    for (String period : List.of("OVERLAP", "QUIET", "RECOVERY")) {
      variables.put("KEYTURN_" + period, "0s");
    }
    try (CallProxy proxy = new CallProxy(emulator.endpoint())) {
      ServiceSide service = new ServiceSide();
      proxy.amend(service);
      try (FunctionProcess function =
          new FunctionProcess(proxy.endpoint(), ACCOUNT, role.keys(), Map.copyOf(variables))) {
        service.begin(TOKEN);
        for (String step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
          succeeds(function.step(step, arn, TOKEN).orElseThrow());
        }
        service.begin("");
        succeeds(function.invoke(SCHEDULE).orElseThrow());
        succeeds(function.invoke(SCHEDULE).orElseThrow());
        assertThat(function.everything())
            .contains("promote", "deactivate-key", "delete-key")
            .doesNotContain("not-announced");
      }
      variables.remove("secrets");
      variables.put("KEYTURN_SECRET_PREFIX", PREFIX);
      String elsewhere = emulator.fresh("elsewhere");
      adopted(elsewhere, elsewhere);
      try (FunctionProcess function =
          new FunctionProcess(proxy.endpoint(), ACCOUNT, role.keys(), Map.copyOf(variables))) {
        // The list shows what its fence keeps it from as well: this one, and those of other tests.
        succeeds(function.invoke(SCHEDULE).orElseThrow());
        assertThat(function.everything())
            .contains(secret)
            .doesNotContain(elsewhere)
            .doesNotContain("denied");
      }
      Set<String> granted = new TreeSet<>();
      OF_THE_CODE.forEach(policy -> granted.addAll(Policies.allowed(policy)));
      Set<String> called = proxy.actionsOf(role.keys().id());
      System.out.println("the function's calls: " + called);
      assertThat(granted).containsAll(OF_A_LARGE_PASS);
      granted.removeAll(OF_A_LARGE_PASS);
      granted.add(NEEDS_NO_PERMISSION);
      assertThat(called).isEqualTo(granted);
    }
  }

  @Test
  @DisplayName("Whose calls each policy is for is known")
  void everyPolicy() {
    Set<String> all = new TreeSet<>(OF_THE_CODE);
    all.addAll(ON_BEHALF);
    all.addAll(OF_PEOPLE);
    all.addAll(OF_THE_JOURNAL);
    assertThat(Policies.names()).containsExactlyInAnyOrderElementsOf(all);
  }

  private static void succeeds(FunctionProcess.Answer answer) {
    assertThat(answer.failed()).as(answer.text()).isFalse();
  }

  private static String[] policies(String topic, String bus) {
    Map<String, String> values =
        new HashMap<>(Policies.fenced(ACCOUNT, Emulator.REGION, PATH, PREFIX));
    values.put("topic_arn", topic);
    values.put("bus_arn", bus);
    List<String> policies = new ArrayList<>();
    // ministack has no value for events:source, and judges last uses for all resources;
    // docs/emulators.md.
    OF_THE_CODE.forEach(policy ->
        policies.add(
            Policies.text(policy, values)
                .replace(",\n        \"Null\": { \"events:source\": \"false\" }", "")));
    policies.add(
        """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": "iam:GetAccessKeyLastUsed", "Resource": "*"}]}
        """);
    return policies.toArray(String[]::new);
  }

  /** A user and its adopted secret; the secret's ARN. */
  private String adopted(String name, String secret) {
    try (IamClient iam = emulator.iam();
        SecretsManagerClient secrets = emulator.secrets()) {
      iam.createUser(r -> r.userName(name));
      CliProcess.Finished adopted =
          new CliProcess(emulator, Lease.OF_ONE)
              .run("adopt", name, "--secret", secret, "--new-key");
      assertThat(adopted.code()).as(adopted.err()).isZero();
      return secrets.describeSecret(r -> r.secretId(secret)).arn();
    }
  }
}
