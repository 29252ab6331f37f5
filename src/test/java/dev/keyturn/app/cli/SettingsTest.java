package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is wrong with a command, its settings and the environment is told before anything starts.
 */
class SettingsTest {
  private final Shell shell =
      new Shell(SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ZERO));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "rotate | command line: SECRET is missing",
        "rollback | command line: SECRET is missing",
        "adopt --secret x | command line: USER is missing",
        "adopt web | Missing required option: '--secret=NAME'",
        "rotate x --max-age 7 | command line: max-age is \"7\", but must be a duration, such as 90d",
        "rotate x --overlap 90d | overlap (90d) must be shorter than max-age (90d)",
        "rotate x --verify-successes 0 | verify-successes must be between 1 and 100",
        "rotate x --still-used maybe | still-used is \"maybe\", but must be hold, or force-after:",
        "rotate x --wait soon | wait is \"soon\", but must be a duration",
        "rotate x --output xml | output is \"xml\", but must be text or json",
        "run --concurrency 0 | concurrency is \"0\", but must be a whole number from 1 to 32",
        "rollback x --reactivate ABC | reactivate is \"ABC\", but must be a whole access key ID",
        "rollback x y | Unmatched argument",
        "status --dry-run | Unknown option: '--dry-run'",
        "status --regoin x | Unknown option: '--regoin'",
        "sandbox --max-age 3d | Unknown options: '--max-age', '3d'",
        "sandbox --port 70000 | port is \"70000\", but must be a whole number from 0 to 65535",
        "status --endpoint-url here | endpoint-url is \"here\", but must be a URL",
        "adopt web --secret s --new-key --from-profile p | exclude each other",
        "adopt arn:x/y --secret s | USER is \"arn:x/y\", but must be the name of an IAM user",
        "statsu | there is no command 'statsu'; did you mean status?"
      })
  @DisplayName("A wrong command is refused with a sentence that says what is right")
  void commandLine(String command, String sentence) {
    Shell.Ran ran = shell.type(command);
    assertThat(ran.err()).contains(sentence).contains("Try: keyturn");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(shell.writes()).isEmpty();
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "KEYTURN_MAX_AGE | soon | environment: max-age is \"soon\", but must be a duration",
        "KEYTURN_MAXAGE | 9d | KEYTURN_MAXAGE is not one of Keyturn's variables; did you mean KEYTURN_MAX_AGE?",
        "KEYTURN_SOMETHING_ELSE | 1 | KEYTURN_SOMETHING_ELSE is not one of Keyturn's variables",
        "secrets | a;a=web | \"a=web\" names a secret that is there already",
        "secrets | ARN:a-AbCdEf=web;ARN:b-AbCdEf=WEB | b-AbCdEf=WEB\" names a user that another secret is bound to",
        "secrets | =web | \"=web\" names no secret before the =",
        "secrets | a=b/c | \"a=b/c\" names no IAM user after the last ="
      })
  @DisplayName("A wrong variable is refused with a sentence that names it")
  void environment(String name, String value, String sentence) {
    String arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret";
    Shell.Ran ran = shell.env(name, value.replace("ARN", arn)).type("run");
    assertThat(ran.err()).contains(sentence);
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  @DisplayName("All problems of all sources are told at once")
  void allAtOnce() {
    Shell.Ran ran =
        shell
            .env("KEYTURN_MAXAGE", "1d")
            .env("KEYTURN_QUIET", "a while")
            .env("secrets", "a;a")
            .type("run --recovery never --concurrency many --nonsense");
    assertThat(ran.err())
        .startsWith("keyturn: 6 problems; nothing was started.")
        .contains("KEYTURN_MAXAGE", "quiet", "\"a\"", "recovery", "concurrency", "--nonsense");
  }

  @Test
  @DisplayName("The launcher's own variables are no problem")
  void launcherVariables() {
    shell.env("KEYTURN_JAVA_OPTS", "-Xmx64m").env("KEYTURN_CACHE", "off");
    assertThat(shell.type("status").exit()).isZero();
  }

  @Test
  @DisplayName("Where no secret is named, a prefix keeps to those that the role may look at")
  void prefix() {
    shell.type("adopt backup --secret prod/backup/iam");
    String all = shell.type("status").out();
    assertThat(all).contains("prod/backup/iam");
    shell.env("KEYTURN_SECRET_PREFIX", "prod/b");
    assertThat(shell.type("status").out()).contains("prod/backup/iam").isNotEqualTo(all);
    shell.env("KEYTURN_SECRET_PREFIX", "test/");
    Shell.Ran none = shell.type("status");
    assertThat(none.out() + none.err())
        .contains("No secret whose name begins with test/ has been adopted");
  }

  @Test
  @DisplayName("An option is stronger than a variable, and a secret's tag than both")
  void precedence() {
    shell.env("KEYTURN_MAX_AGE", "200d");
    assertThat(shell.type("plan prod/web/iam --output json").out())
        .contains("\"max-age\" : \"200d\"");
    assertThat(shell.type("plan prod/web/iam --max-age 150d --output json").out())
        .contains("\"max-age\" : \"150d\"");
    shell.type("adopt backup --secret prod/backup/iam --max-age 60d");
    assertThat(shell.type("plan prod/backup/iam --max-age 150d --output json").out())
        .contains("\"max-age\" : \"60d\"");
  }

  @Test
  @DisplayName("What adopt would write as tags is bound as tags are, before anything is written")
  void adoptWithinTheLimits() {
    Shell.Ran refused = shell.type("adopt backup --secret prod/backup/iam --max-age 180d");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains("command line: max-age is \"180d\", but keyturn:max-age may be at most 90d");
    assertThat(shell.type("status").out()).doesNotContain("prod/backup/iam");
    String allowed =
        "adopt backup --secret prod/backup/iam --max-age 180d --tag-limits max-age=..180d";
    assertThat(shell.type(allowed).exit()).isZero();
    assertThat(shell.type("run prod/backup/iam").exit()).isEqualTo(5);
    shell.env("KEYTURN_TAG_LIMITS", "max-age=..180d");
    assertThat(shell.type("run prod/backup/iam").exit()).isZero();
  }

  @Test
  @DisplayName("An endpoint in the environment that is no URL is refused by its name")
  void endpoints() {
    shell.env("AWS_ENDPOINT_URL", "localhost:4588").env("AWS_ENDPOINT_URL_IAM", "::");
    Shell.Ran ran = shell.type("status");
    assertThat(ran.err())
        .contains("environment: AWS_ENDPOINT_URL is \"localhost:4588\", but must be a URL")
        .contains("environment: AWS_ENDPOINT_URL_IAM is \"::\", but must be a URL");
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  @DisplayName("Without a command the help is shown, and the exit code says that nothing was done")
  void nothingTyped() {
    Shell.Ran ran = shell.type("");
    assertThat(ran.err()).contains("Usage: keyturn COMMAND").contains("Exit codes");
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  @DisplayName("Every command has help with examples, and every exit code is in the help")
  void help() {
    for (Command command : CommandTable.ALL) {
      Shell.Ran ran = shell.type(command.name() + " --help");
      assertThat(ran.exit()).isZero();
      assertThat(ran.out()).contains("Examples:", "  keyturn " + command.name());
    }
    String help = shell.type("--help").out();
    for (ExitCode code : ExitCode.values()) {
      assertThat(help).contains(code.code(true) + "   " + code.meaning());
    }
    assertThat(shell.type("--version").out()).startsWith("keyturn ");
  }

  @Test
  @DisplayName("Names that hold an equals sign can be told from users in the variable secrets")
  void equalsSigns() {
    String arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:a=b-AbCdEf";
    ConfiguredSecrets secrets =
        ConfiguredSecrets.read(Map.of("secrets", arn + "=c ; a=b= ; d= ; e ;; arn:x:f "));
    assertThat(secrets.problems()).isEmpty();
    assertThat(secrets.targets())
        .extracting(target -> target.secret() + " " + target.configuredUser().map(Object::toString))
        .isEqualTo(
            List.of(
                arn + " Optional[c]",
                "a=b Optional.empty",
                "d Optional.empty",
                "e Optional.empty",
                "arn:x:f Optional.empty"));
  }

  @Test
  @DisplayName(
      "A binding is found by the whole ARN that Secrets Manager gives, and by no part of it")
  void bindings() {
    String arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";
    ConfiguredSecrets secrets =
        ConfiguredSecrets.read(Map.of("secrets", "%sprod/api-AbCdEf=api;prod/db".formatted(arn)));
    assertThat(secrets.problems()).isEmpty();
    assertThat(secrets.userOf(secret(arn + "prod/api-AbCdEf", "prod/api")))
        .contains(new UserName("api"));
    assertThat(secrets.userOf(secret(arn + "prod/api-AbCdEf-AbCdEf", "prod/api-AbCdEf"))).isEmpty();
    assertThat(secrets.userOf(secret(arn + "prod/db-AbCdEf", "prod/db"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prod/web",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/web",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/web-AbCdE",
        "arn:aws:secretsmanager:us-east-1::secret:prod/web-AbCdEf",
        "arn:aws:ssm:us-east-1:123456789012:secret:prod/web-AbCdEf"
      })
  @DisplayName("A binding by anything but the whole ARN is refused, and how to find that is said")
  void boundByName(String secret) {
    assertThat(ConfiguredSecrets.read(Map.of("secrets", secret)).problems()).isEmpty();
    ConfiguredSecrets bound = ConfiguredSecrets.read(Map.of("secrets", secret + "=web"));
    assertThat(bound.targets()).isEmpty();
    assertThat(bound.problems())
        .singleElement()
        .asString()
        .startsWith("environment: secrets: \"%s=web\" binds a user".formatted(secret))
        .contains("its whole ARN, with the six characters at its end")
        .contains("aws secretsmanager describe-secret --secret-id " + secret + " --query ARN");
  }

  private static SecretDescription secret(String arn, String name) {
    return new SecretDescription(
        arn, name, Map.of(), Map.of(), Optional.empty(), false, false, Optional.empty());
  }
}
