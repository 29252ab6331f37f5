package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.aws.AwsSettings.Keys;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import dev.keyturn.model.SecretText;
import dev.keyturn.packaged.PackagedJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * What {@code deploy/README.md} tells a new user to type, word for word, on an emulator whose
 * alarms sound: deploy, adopt two users, rotate, break it, read the alarm, mend it, take it away.
 * The function runs when it is invoked, and what it prints is what the log and the alarms get
 * ({@link DeployedFunction}). Whoever adopts is a role with the two policies that the page names.
 * One alarm is changed for the emulator, between two commands (docs/emulators.md). It runs beside
 * other tests, as it mostly waits for stacks.
 */
@Execution(ExecutionMode.CONCURRENT)
class GuideIT {
  private static final String BUCKET = "guide";
  private static final String INVOKE = "echo '{\"source\"";
  private static final Map<String, String> IN_A_HURRY =
      Map.of("KEYTURN_VERIFY_SPAN", "0s", "KEYTURN_VERIFY_SUCCESSES", "2");

  private final Emulator emulator = Ministack.empty();
  private final Deployment deployment = new Deployment(emulator);

  @Test
  @DisplayName("Deploy, adopt two users, rotate, break it, read the alarm, mend it, take it away")
  void guide() throws Exception {
    Files.createDirectories(Path.of("target"));
    deployment.aws("s3", "mb", "s3://" + BUCKET);
    String topic = emulator.topic(BUCKET);
    Role adopter = Role.with(emulator, forMinistack("administrator"), forMinistack("rotator"));
    Role rotator =
        Role.with(
            emulator, forMinistack("rotator"), Policies.text("topic", Map.of("topic_arn", topic)));
    try (DeployedFunction function =
        new DeployedFunction(deployment, emulator, rotator.keys(), IN_A_HURRY)) {
      Guide guide =
          new Guide(environment(adopter.keys(), function), keyturn())
              .fillIn("BUCKET", BUCKET)
              .fillIn("TOPIC", topic)
              .fillIn("ROLE", adopter.name());
      follow(guide);
    }
  }

  private void follow(Guide guide) throws IOException {
    guide.type("BUCKET=").orFail();
    guide.type("aws cloudformation package").orFail();
    Path packaged = Path.of("target", "packaged.yaml");
    Files.writeString(packaged, Stack.withoutMetricMath(Files.readString(packaged)));
    guide.type("aws cloudformation deploy").orFail();
    assertThat(guide.type("aws cloudformation describe-stacks").orFail())
        .contains("RotatorPolicyArn", "AdministratorPolicyArn", "DashboardName");

    guide.type("output()").orFail();
    guide.type("aws cloudformation deploy --template-file examples").orFail();
    guide.type("ROLE=").orFail();
    guide.type("aws iam attach-role-policy").orFail();
    assertThat(guide.type("../keyturn adopt web").orFail())
        .contains("IAM user web is bound to secret prod/web/iam")
        .contains("IAM user mailer is bound to secret prod/mailer/iam");
    guide.type("aws secretsmanager rotate-secret").orFail();

    assertThat(guide.type(INVOKE).orFail()).contains("\"secrets\":2").doesNotContain("Unhandled");
    assertThat(guide.type("aws logs filter-log-events").orFail())
        .contains("prod/web/iam", "prod/mailer/iam")
        .doesNotContain(secret("web"), secret("mailer"));
    guide.type("../keyturn rotate prod/web/iam").orFail();
    assertThat(guide.type("../keyturn status").orFail()).contains("prod/web/iam");

    guide.type("KEY=$(aws iam create-access-key").orFail();
    Program.Finished halted = guide.type("../keyturn rotate prod/mailer/iam");
    assertThat(halted.code()).isNotZero();
    assertThat(halted.everything())
        .contains("which Keyturn did not create and will not touch")
        .contains("aws iam delete-access-key --user-name mailer");
    assertThat(alarms()).doesNotContain("keyturn-secret-halted");
    assertThat(guide.again(INVOKE).orFail()).contains("prod/mailer/iam", "Unhandled");
    assertThat(guide.type("aws cloudwatch describe-alarms").orFail())
        .contains("keyturn-secret-halted", "A secret waits for a person to decide.");
    assertThat(guide.type("../keyturn plan prod/mailer/iam").everything()).contains("foreign");
    guide.type("aws iam delete-access-key").orFail();
    guide.type("../keyturn rotate prod/mailer/iam").orFail();
    assertThat(guide.again(INVOKE).orFail()).doesNotContain("Unhandled");
    assertThat(guide.again("aws logs").orFail())
        .contains("\"reason\":\"foreign-key\"")
        .doesNotContain(secret("web"), secret("mailer"));

    guide.type("for NAME in web mailer").orFail();
    assertThat(keys("web")).isZero();
    assertThat(keys("mailer")).isZero();
    guide.type("aws cloudformation delete-stack --stack-name users").orFail();
    guide.type("aws iam detach-role-policy").orFail();
    guide.type("aws cloudformation delete-stack --stack-name keyturn").orFail();
    assertThat(deployment.aws("logs", "describe-log-groups")).contains("/aws/lambda/keyturn");
    guide.type("aws logs delete-log-group").orFail();
    assertThat(guide.isOver()).isTrue();
    guide.again("aws cloudformation deploy --template-file ../target/packaged.yaml").orFail();
  }

  private String alarms() {
    return deployment.aws("cloudwatch", "describe-alarms", "--state-value", "ALARM");
  }

  private String secret(String user) {
    try (SecretsManagerClient secrets = emulator.secrets()) {
      String value =
          secrets.getSecretValue(r -> r.secretId("prod/%s/iam".formatted(user))).secretString();
      return (String) ParsedJson.at(ParsedJson.parse(value), "SecretAccessKey");
    }
  }

  private int keys(String user) {
    try (IamClient iam = emulator.iam()) {
      return iam.listAccessKeys(r -> r.userName(user)).accessKeyMetadata().size();
    }
  }

  /**
   * ministack judges by a user's name without its path, finds no tags of a user that has one, and
   * judges last uses for all (docs/emulators.md). {@link RolesIT} tries the policies as they are.
   */
  private static String forMinistack(String policy) {
    return Policies.text(policy, Policies.fenced("000000000000", Emulator.REGION, "/", "prod/"))
        .replace("\"StringLike\"", "\"StringLikeIfExists\"")
        .replaceFirst(
            "\"Statement\": \\[",
            """
            "Statement": [
              {"Effect": "Allow", "Action": "iam:GetAccessKeyLastUsed", "Resource": "*"},\
            """);
  }

  private Map<String, String> environment(Keys adopter, DeployedFunction function) {
    Map<String, String> environment = new HashMap<>(deployment.environment());
    String venv = Path.of("target", "venv", "bin").toAbsolutePath().toString();
    environment.put("PATH", venv + File.pathSeparator + System.getenv("PATH"));
    environment.put("ADOPTER_ID", adopter.id());
    environment.put("ADOPTER_SECRET", adopter.secret().reveal());
    environment.put("ADOPTER_TOKEN", adopter.sessionToken().map(SecretText::reveal).orElse(""));
    environment.put("AWS_ENDPOINT_URL_LAMBDA", function.endpoint().toString());
    environment.putAll(IN_A_HURRY);
    return environment;
  }

  /** The packaged command line, as that person, in the launcher's place: it would build first. */
  private static String keyturn() {
    return """
    ../keyturn() {
      AWS_ACCESS_KEY_ID=$ADOPTER_ID AWS_SECRET_ACCESS_KEY=$ADOPTER_SECRET \\
      AWS_SESSION_TOKEN=$ADOPTER_TOKEN %s "$@"
    }
    """
        .formatted(String.join(" ", PackagedJar.command(List.of())));
  }
}
