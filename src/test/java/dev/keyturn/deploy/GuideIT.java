package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.Json;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What {@code deploy/README.md} tells a new user to type, on an emulator whose alarms sound:
 * deploy, adopt two users, rotate, break it, read the alarm, mend it.
 */
class GuideIT {
  private final Emulator emulator = Ministack.shared();
  private final Deployment deployment = new Deployment(emulator);

  @Test
  @DisplayName("Deploy, adopt two users, rotate, break it, read the alarm, mend it")
  void guide() throws Exception {
    String name = emulator.fresh("guide");
    StackIT.deploy(deployment, StackIT.On.MINISTACK, name);
    Object made = deployment.readBack(name);
    twoUsers(name, (String) Json.at(made, "account"));
    for (String user : List.of("web", "mailer")) {
      String secret = "prod/" + user + "/iam";
      assertThat(keyturn("adopt", user, "--secret", secret, "--new-key").orFail())
          .contains("IAM user " + user + " is bound to secret " + secret);
    }
    keyturn("rotate", "prod/web/iam").orFail();
    assertThat(keyturn("status", "prod/web/iam").orFail()).contains("web");

    String foreign =
        (String)
            Json.at(
                Json.parse(deployment.aws("iam", "create-access-key", "--user-name", "mailer")),
                "AccessKey",
                "AccessKeyId");
    Program.Finished halted = keyturn("rotate", "prod/mailer/iam");
    assertThat(halted.code()).isNotZero();
    assertThat(halted.everything())
        .contains("which Keyturn did not create and will not touch")
        .contains("aws iam delete-access-key --user-name mailer");

    assertThat(alarms()).doesNotContain(name + "-secret-halted");
    // What the function's log line says of such a run; there is no Lambda for Java here.
    deployment.aws(
        "cloudwatch",
        "put-metric-data",
        "--namespace",
        "Keyturn",
        "--metric-name",
        "Halted",
        "--value",
        "1");
    assertThat(alarms())
        .contains(name + "-secret-halted", "A secret waits for a person to decide.");

    deployment.aws("iam", "delete-access-key", "--user-name", "mailer", "--access-key-id", foreign);
    keyturn("rotate", "prod/mailer/iam").orFail();
  }

  private String alarms() {
    return deployment.aws(
        "cloudwatch",
        "describe-alarms",
        "--state-value",
        "ALARM",
        "--query",
        "MetricAlarms[].[AlarmName,AlarmDescription]");
  }

  private void twoUsers(String name, String account) {
    deployment.aws(
        "cloudformation",
        "deploy",
        "--template-file",
        "deploy/examples/cloudformation/two-users.yaml",
        "--stack-name",
        name + "-users",
        "--capabilities",
        "CAPABILITY_NAMED_IAM",
        "--parameter-overrides",
        "ConsumerPolicyArn=arn:aws:iam::%s:policy/%s-consumer-%s"
            .formatted(account, name, Emulator.REGION));
    assertThat(deployment.aws("iam", "list-users", "--path-prefix", "/service/"))
        .contains("\"web\"", "\"mailer\"");
  }

  /** The packaged command line, as the administrator. */
  private Program.Finished keyturn(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            System.getProperty("keyturn.jar", "target/keyturn.jar")));
    command.addAll(List.of(arguments));
    Map<String, String> environment = new HashMap<>(deployment.environment());
    environment.put("KEYTURN_VERIFY_SPAN", "0s");
    environment.put("KEYTURN_VERIFY_SUCCESSES", "2");
    return Program.of(command).with(environment).run();
  }
}
