package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.packaged.PackagedJar;
import dev.keyturn.packaged.SandboxProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged {@code keyturn sandbox} as a process, with the AWS CLI and Keyturn pointed at it.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxIT {
  private SandboxProcess sandbox;

  @BeforeAll
  void open() throws IOException {
    sandbox = SandboxProcess.open("--lag", "2s");
  }

  @AfterAll
  void close() {
    sandbox.close();
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @Test
  @DisplayName("It prints all that the AWS CLI and SDKs need")
  void environment() {
    assertThat(sandbox.environment())
        .containsKeys(
            "AWS_ENDPOINT_URL",
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY");
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @Test
  @DisplayName("The AWS CLI lists its users, and reads a secret's labels")
  void awsCli() throws Exception {
    assertThat(run(aws("iam", "list-users", "--query", "Users[].UserName", "--output", "text")))
        .contains("web", "mail", "backup");
    assertThat(run(aws("secretsmanager", "describe-secret", "--secret-id", "prod/mail/iam")))
        .contains("AWSCURRENT", "keyturn:user-id");
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @Test
  @DisplayName("Keyturn rotates there, and the AWS CLI works with the key that it stored")
  void rotateAndUse() throws Exception {
    assertThat(run(keyturn("rotate", "prod/web/iam"))).contains("prod/web/iam: rotated.");
    String stored =
        run(
            aws(
                "secretsmanager",
                "get-secret-value",
                "--secret-id",
                "prod/web/iam",
                "--query",
                "SecretString",
                "--output",
                "text"));
    Object value = ParsedJson.parse(stored);
    Map<String, String> consumer =
        Map.of(
            "AWS_ACCESS_KEY_ID",
            (String) ParsedJson.at(value, "AccessKeyId"),
            "AWS_SECRET_ACCESS_KEY",
            (String) ParsedJson.at(value, "SecretAccessKey"));
    assertThat(run(aws("sts", "get-caller-identity", "--query", "Arn"), consumer))
        .contains(":user/web");
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @ValueSource(strings = {"600", "3600"})
  @DisplayName("Keyturn rotates there at speed, too, in this machine's time")
  void rotateAtSpeed(String speed) throws Exception {
    try (SandboxProcess fast = SandboxProcess.open("--lag", "2s", "--speed", speed)) {
      assertThat(run(keyturn("rotate", "prod/web/iam"), fast.environment()))
          .contains("prod/web/iam: rotated.");
    }
  }

  private String run(List<String> command) throws Exception {
    return run(command, Map.of());
  }

  private String run(List<String> command, Map<String, String> more) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(sandbox.environment());
    builder.environment().putAll(more);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  private static List<String> keyturn(String... arguments) {
    return PackagedJar.command(List.of(arguments));
  }

  private static List<String> aws(String... arguments) {
    Path cli = Path.of(System.getProperty("keyturn.venv", "target/venv"), "bin", "aws");
    if (!Files.isExecutable(cli)) {
      throw new IllegalStateException(
          "no " + cli + ": run ./verify once, which makes the virtual environment");
    }
    List<String> command = new ArrayList<>(List.of(cli.toString()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }
}
