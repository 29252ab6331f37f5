package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hostile.OddEntry;
import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.secrets.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * A secret that cannot be rotated is refused: what is printed names the secret, the field and the
 * fix, shows nothing of the value, and not one write is sent.
 */
class BadSecretsTest {
  private static final String SECRET = "prod/web/iam";
  private static final int LARGEST = 65_536;

  private final World world =
      SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ZERO);
  private final Credentials key = world.credentials("web", 0);
  private final Shell shell = new Shell(world);

  @AfterEach
  void noSecretInAnyOutput() {
    for (String secret : world.issuedSecrets()) {
      assertThat(shell.everything()).noneMatch(printed -> printed.contains(secret));
    }
    shell.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "rotate", "rollback"})
  @DisplayName("A secret that does not exist")
  void missing(String verb) {
    assertRefused(
        shell.type(verb + " prod/nowhere"),
        "prod/nowhere: refused. There is no secret of that name.",
        "keyturn adopt USER --secret prod/nowhere --new-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "rotate", "rollback"})
  @DisplayName("A secret that is scheduled for deletion")
  void scheduledForDeletion(String verb) {
    try (SecretsManagerClient secrets = Sdk.of(new Gateway(world)).secrets()) {
      secrets.deleteSecret(it -> it.secretId(SECRET));
    }
    assertRefused(
        shell.type(verb + " " + SECRET),
        SECRET + ": refused. The secret is scheduled for deletion.",
        "aws secretsmanager restore-secret --secret-id " + SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "status", "plan", "run --dry-run"})
  @DisplayName("Where none is named, a secret that is scheduled for deletion is not passed over")
  void notPassedOver(String command) {
    try (SecretsManagerClient secrets = Sdk.of(new Gateway(world)).secrets()) {
      secrets.deleteSecret(it -> it.secretId(SECRET));
    }
    Shell.Ran ran = shell.type(command);
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out()).contains(SECRET, "refused", "The secret is scheduled for deletion.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "status", "plan", "run --dry-run"})
  @DisplayName("An entry of the list that cannot be read has failed, and the others are looked at")
  void oddEntry(String command) {
    try (Shell odd = new Shell(world, OddEntry.of("{\"Name\":\"prod/odd\\u001b[31m\"}"))) {
      Shell.Ran ran = odd.type(command);
      assertThat(ran.exit()).isEqualTo(6);
      assertThat(ran.out())
          .contains("prod/odd", "failed", "the reply has no ARN", SECRET)
          .doesNotContain("\u001b");
      assertThat(odd.type(command + " --output json").out())
          .contains("\"prod/odd", SECRET, "\"kind\" : \"server-error\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "status", "plan", "run --dry-run"})
  @DisplayName(
      "A secret that has lost its pin, and not all of its tags, is told of and not touched")
  void pinLost(String command) {
    try (SecretsManagerClient secrets = Sdk.of(new Gateway(world)).secrets()) {
      secrets.untagResource(it -> it.secretId(SECRET).tagKeys("keyturn:user-id"));
    }
    Shell.Ran ran = shell.type(command);
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out()).contains(SECRET, "refused", "not the tag keyturn:user-id");
    assertThat(shell.type(command + " --output json").out())
        .contains("\"reason\" : \"pin-lost\"", "keyturn adopt USER --secret " + SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "rotate"})
  @DisplayName("A binary value")
  void binary(String verb) {
    store(new Payload.Binary("AAECAw=="));
    assertRefused(
        shell.type(verb + " " + SECRET),
        SECRET + ": refused.",
        "The secret's value is binary.",
        "Store a JSON object as text (SecretString).");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ID | is not JSON | Store {\"UserName\": ",
        "[\"ID\"] | is not a JSON object | Store {\"UserName\": ",
        "{\"AccessKeyId\":\"ID\",\"SecretAccessKey\":\"KEY\"} | has no field UserName | Add it",
        "{\"UserName\":\"web\",\"SecretAccessKey\":\"KEY\"} | has no field AccessKeyId | Add it",
        "{\"UserName\":\"web\",\"AccessKeyId\":\"ID\"} | has no field SecretAccessKey | Add it",
        "{\"UserName\":7,\"AccessKeyId\":\"ID\",\"SecretAccessKey\":\"KEY\"} | has a number in field UserName | Put a string there.",
        "{\"UserName\":\"web\",\"AccessKeyId\":[\"ID\"],\"SecretAccessKey\":\"KEY\"} | has an array in field AccessKeyId | Put a string there.",
        "{\"UserName\":\"web\",\"AccessKeyId\":\"ID\",\"SecretAccessKey\":{\"is\":\"KEY\"}} | has an object in field SecretAccessKey | Put a string there.",
        "{\"UserName\":\"web\",\"AccessKeyId\":\"ID\",\"SecretAccessKey\":null} | has null in field SecretAccessKey | Put a string there.",
        "{\"UserName\":\"web\",\"AccessKeyId\":\"\",\"SecretAccessKey\":\"KEY\"} | has an empty field AccessKeyId | Fill it in.",
        "{\"UserName\":\"web\",\"AccessKeyId\":\"no key\",\"SecretAccessKey\":\"KEY\"} | has no access key ID in field AccessKeyId | begins with AKIA.",
        "{\"UserName\":\"arn:x/web\",\"AccessKeyId\":\"ID\",\"SecretAccessKey\":\"KEY\"} | has no name of an IAM user in field UserName | Put the name there"
      })
  @DisplayName("A value that is not the JSON object it should be")
  void malformed(String value, String problem, String fix) {
    store(new Payload.Text(filledIn(value)));
    for (String verb : List.of("run", "rotate")) {
      assertRefused(
          shell.type(verb + " " + SECRET),
          SECRET + ": refused.",
          "The secret's value " + problem,
          fix,
          "keyturn rollback " + SECRET);
    }
    assertGoneBackTo(shell.type("rollback " + SECRET));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "rotate"})
  @DisplayName("A value that fits today, and would not with the SMTP password of the next key")
  void tooLargeAfterTheRotation(String verb) {
    String value =
        filledIn(
            "{\"UserName\":\"web\",\"AccessKeyId\":\"ID\",\"SecretAccessKey\":\"KEY\",\"SmtpRegion\":\"eu-west-1\",\"SmtpPassword\":\"\",\"note\":\"NOTE\"}");
    int room = LARGEST - value.length() + "NOTE".length();
    store(new Payload.Text(value.replace("NOTE", "n".repeat(room))));
    assertRefused(
        shell.type(verb + " " + SECRET),
        SECRET + ": refused. The secret's value would be larger than 65,536 bytes",
        "Take fields out of the secret.");
  }

  @Test
  @DisplayName("A value that names another user, whom the secret is not bound to")
  void anotherUser() {
    store(
        new Payload.Text(
            filledIn(
                "{\"UserName\":\"mail\",\"AccessKeyId\":\"ID\",\"SecretAccessKey\":\"KEY\"}")));
    assertRefused(
        shell.type("rotate " + SECRET),
        SECRET + ": refused. IAM user mail is bound to another secret.",
        "Find out who wrote to the secret.");
  }

  @Test
  @DisplayName("A user that may not even be looked at")
  void outOfReach() {
    world.deny(World.ADMINISTRATOR, "iam:GetUser");
    assertRefused(
        shell.type("rotate " + SECRET),
        SECRET + ": refused. The secret names IAM user web, and AWS denies even a look at that",
        "(iam:GetUser)",
        "aws iam get-user --user-name web");
    world.pardon(World.ADMINISTRATOR);
    assertThat(shell.type("rotate " + SECRET).exit()).isZero();
  }

  @Test
  @DisplayName("A secret that is found by a part of its ARN has no part in a binding by that text")
  void partOfAnArn() {
    String arn = world.secrets().secret("prod/backup/iam").orElseThrow().arn();
    String part = arn.substring(0, arn.length() - "-AbCdEf".length());
    shell.env("secrets", part + "=backup");
    Shell.Ran ran = shell.type("run");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("its whole ARN, with the six characters at its end");
    shell.env("secrets", arn + "=backup");
    assertThat(shell.type("run").exit()).isZero();
  }

  private String filledIn(String value) {
    return value.replace("ID", key.accessKeyId()).replace("KEY", key.secretAccessKey());
  }

  private void store(Payload payload) {
    var secret = world.secrets().secret(SECRET).orElseThrow();
    world
        .secrets()
        .addVersion(
            secret,
            "11111111-2222-3333-4444-555555555555",
            payload,
            List.of("AWSCURRENT"),
            world.now());
  }

  /** The version that was proved last is current again, and nothing else has changed. */
  private void assertGoneBackTo(Shell.Ran ran) {
    assertThat(ran.out()).contains(SECRET + ": rolled back.");
    assertThat(ran.exit()).isZero();
    assertThat(shell.type("plan " + SECRET).out()).doesNotContain("refused", "halted");
  }

  private void assertRefused(Shell.Ran ran, String... sentences) {
    assertThat(ran.out()).contains(sentences);
    assertThat(ran.exit()).isEqualTo(ExitCode.REFUSED.code(false));
    assertThat(shell.writes()).isEmpty();
  }
}
