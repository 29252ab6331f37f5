package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.deploy.Stack.On;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.packaged.PackagedJar;
import dev.keyturn.port.ReadResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The packaged {@code doctor} on a deployment that the AWS CLI has made on ministack, which has a
 * policy simulator of its own; and the queue on moto, as that of the template answers TLS alone.
 */
class DoctorIT {
  private final Emulator emulator = On.MINISTACK.emulator();
  private final Deployment deployment = new Deployment(emulator);
  private final String name = emulator.fresh("doctor");

  @Test
  @DisplayName("A deployment is seen as it is, and what is wrong is mended by what is told")
  void deployed() throws Exception {
    Stack.deploy(deployment, On.MINISTACK, name);
    Map<String, String> administrator = deployment.environment();
    deployment.aws("events", "disable-rule", "--name", name + "-run");
    Map<String, Map<?, ?>> checks = checks(administrator);
    assertThat(checks.get("launcher cache")).asString().contains("verdict=ok");
    assertThat(checks.get("function version")).asString().contains("verdict=ok", "as here");
    assertThat(checks.get("function")).asString().contains("verdict=ok", name + ":live, version 1");
    assertThat(checks.get("alarms")).asString().contains("tell nobody", "TopicArn");
    assertThat(checks.get("dead letters")).asString().contains("verdict=not-checked");

    type((String) ParsedJson.at(checks, "schedule", "remedy"));
    assertThat(checks(administrator).get("schedule"))
        .asString()
        .contains("verdict=ok", "rate(6 hours)");

    permissions();
  }

  /** Somebody with no policy but the simulator's, until the one that is named is attached. */
  private void permissions() {
    String user = emulator.fresh("web");
    String secret = "prod/" + user;
    String runner = emulator.fresh("runner");
    deployment.aws("iam", "create-user", "--user-name", user, "--path", "/service/");
    run(deployment.environment(), "adopt", user, "--secret", secret, "--new-key").orFail();
    deployment.aws("iam", "create-user", "--user-name", runner);
    deployment.aws(
        "iam",
        "put-user-policy",
        "--user-name",
        runner,
        "--policy-name",
        "ask",
        "--policy-document",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:SimulatePrincipalPolicy\",\"Resource\":\"*\"}]}");
    Object key =
        ParsedJson.parse(deployment.aws("iam", "create-access-key", "--user-name", runner));
    Map<String, String> environment = new HashMap<>(deployment.environment());
    environment.put("AWS_ACCESS_KEY_ID", (String) ParsedJson.at(key, "AccessKey", "AccessKeyId"));
    environment.put(
        "AWS_SECRET_ACCESS_KEY", (String) ParsedJson.at(key, "AccessKey", "SecretAccessKey"));

    Map<String, Map<?, ?>> before = checks(environment, secret);
    for (String action : Policies.allowed("rotator")) {
      assertThat(before.get(action)).asString().contains("verdict=failed");
    }
    type((String) ParsedJson.at(before, "iam:CreateAccessKey", "remedy"));
    Map<String, Map<?, ?>> after = checks(environment, secret);
    // The others ministack judges by other names than AWS, or without the tags (docs/emulators.md).
    for (String action : List.of("ListSecrets", "DescribeSecret", "GetSecretValue")) {
      assertThat(after.get("secretsmanager:" + action))
          .asString()
          .contains("verdict=ok", "it was done");
    }
  }

  @Test
  @DisplayName("Messages in the queue for dead letters are counted")
  void deadLetters() {
    Emulator moto = On.MOTO.emulator();
    String queue = moto.fresh("queue") + "-dead-letters";
    try (var aws = moto.connect()) {
      assertThat(aws.setup().deployed().messages(queue)).isInstanceOf(ReadResult.Absent.class);
      Deployment there = new Deployment(moto);
      String at = moto.endpoint().toString();
      there.aws("sqs", "create-queue", "--queue-name", queue, "--endpoint-url", at);
      String url = at + "/123456789012/" + queue;
      there.aws(
          "sqs", "send-message", "--queue-url", url, "--message-body", "x", "--endpoint-url", at);
      assertThat(aws.setup().deployed().messages(queue)).isEqualTo(new ReadResult.Got<>(1L));
    }
  }

  private void type(String command) {
    assertThat(command).startsWith("aws ");
    deployment.aws(command.substring("aws ".length()).split(" "));
  }

  private Map<String, Map<?, ?>> checks(Map<String, String> environment, String... secrets) {
    List<String> words = new ArrayList<>(List.of("doctor", "--function", name, "--output", "json"));
    words.addAll(List.of(secrets));
    Map<String, Map<?, ?>> checks = new HashMap<>();
    Program.Finished ran = run(environment, words.toArray(String[]::new));
    for (Object check : (List<?>) ParsedJson.at(ParsedJson.parse(ran.out()), "checks")) {
      checks.put((String) ParsedJson.at(check, "name"), (Map<?, ?>) check);
    }
    return checks;
  }

  private static Program.Finished run(Map<String, String> environment, String... words) {
    return Program.of(PackagedJar.command(List.of(words))).with(environment).run();
  }
}
