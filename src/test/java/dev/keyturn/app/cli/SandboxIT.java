package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.packaged.PackagedJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged {@code keyturn sandbox} as a process, with the AWS CLI and Keyturn pointed at it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxIT {
  private static final Pattern EXPORT = Pattern.compile("([A-Z_]+)=(\\S+)");

  private final Map<String, String> pasted = new HashMap<>();
  private Process sandbox;

  @BeforeAll
  void open() throws IOException {
    sandbox = open(pasted, "--lag", "2s");
  }

  /** Opens one, and notes what it says to paste. */
  private static Process open(Map<String, String> pasted, String... options) throws IOException {
    List<String> command = keyturn("sandbox", "--port", "0");
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher matcher = EXPORT.matcher(line.startsWith("export ") ? line : "");
      while (matcher.find()) {
        pasted.put(matcher.group(1), matcher.group(2));
      }
      if (line.startsWith("# Then try")) {
        return process;
      }
    }
    throw new AssertionError(
        "the sandbox ended: "
            + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @AfterAll
  void close() {
    sandbox.destroyForcibly();
  }

  @Test
  @DisplayName("It prints all that the AWS CLI and SDKs need")
  void environment() {
    assertThat(pasted)
        .containsKeys(
            "AWS_ENDPOINT_URL",
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY");
  }

  @Test
  @DisplayName("The AWS CLI lists its users, and reads a secret's labels")
  void awsCli() throws Exception {
    assertThat(run(aws("iam", "list-users", "--query", "Users[].UserName", "--output", "text")))
        .contains("web", "mail", "backup");
    assertThat(run(aws("secretsmanager", "describe-secret", "--secret-id", "prod/mail/iam")))
        .contains("AWSCURRENT", "keyturn:user-id");
  }

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

  @ParameterizedTest
  @ValueSource(strings = {"600", "3600"})
  @DisplayName("Keyturn rotates there at speed, too, in this machine's time")
  void rotateAtSpeed(String speed) throws Exception {
    Map<String, String> there = new HashMap<>();
    Process fast = open(there, "--lag", "2s", "--speed", speed);
    try {
      assertThat(run(keyturn("rotate", "prod/web/iam"), there)).contains("prod/web/iam: rotated.");
    } finally {
      fast.destroyForcibly();
    }
  }

  private String run(List<String> command) throws Exception {
    return run(command, Map.of());
  }

  private String run(List<String> command, Map<String, String> more) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(pasted);
    builder.environment().putAll(more);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  private static List<String> keyturn(String... arguments) {
    return new ArrayList<>(PackagedJar.command(List.of(arguments)));
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
