package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed with {@code --output json} is what the documented schema says. */
class JsonOutputTest {
  private static final Path SCHEMA = Path.of("docs/schema/output.schema.json");

  private final World world =
      SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ZERO);
  private final Shell shell = new Shell(world);

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "status",
        "plan",
        "plan prod/nowhere",
        "rotate prod/web/iam",
        "run",
        "run --dry-run",
        "rollback prod/web/iam",
        "adopt backup --secret prod/backup/iam",
        "adopt web --secret prod/other/iam",
        "adopt backup --secret prod/another --new-key",
        "adopt backup --secret prod/backup/iam --new-key",
        "retire AKIANOSUCHKEYEXAMPLE",
        "doctor",
        "run --max-age nonsense",
        "rotate --no-such-option",
        "help",
        "version"
      })
  @DisplayName("Every command prints one document of the documented schema")
  void schema(String command) {
    Shell.Ran ran = shell.type(command + " --output json");
    Object document = ParsedJson.parse(ran.out());
    assertThat(Schema.problems(SCHEMA, document)).isEmpty();
    assertThat(ParsedJson.at(document, "exit", "code")).isEqualTo((long) ran.exit());
  }

  @Test
  @DisplayName("A secret that AWS failed for is of the schema too")
  void failure() {
    world.deny(World.ADMINISTRATOR, "iam:ListAccessKeys");
    Shell.Ran ran = shell.type("run prod/web/iam --output json");
    Object document = ParsedJson.parse(ran.out());
    assertThat(Schema.problems(SCHEMA, document)).isEmpty();
    assertThat(ParsedJson.at(document, "secrets", 0, "failure"))
        .isEqualTo(Map.of("kind", "denied", "action", "iam:ListAccessKeys"));
  }

  @Test
  @DisplayName(
      "A secret says in which phase it is, before a rotation and after, and none where there is no secret")
  void phase() {
    assertThat(phase("plan prod/web/iam")).isEqualTo("idle");
    assertThat(phase("rotate prod/web/iam")).isEqualTo("overlap");
    assertThat(phase("plan prod/web/iam")).isEqualTo("overlap");
    assertThat(phase("plan prod/nowhere")).isEqualTo(Optional.empty());
  }

  @Test
  @DisplayName("A refusal of adopt has the word that a run has for the same, if a run has one")
  void adoptionReason() {
    assertThat(adoptionReason("adopt nobody --secret prod/web/iam")).isEqualTo("no-such-user");
    assertThat(adoptionReason("adopt backup --secret prod/web/iam")).isEqualTo("user-made-again");
    assertThat(adoptionReason("adopt backup --secret %s".formatted("x".repeat(200))))
        .isEqualTo(Optional.empty());
  }

  private Object adoptionReason(String command) {
    Object document = ParsedJson.parse(shell.type(command + " --output json").out());
    assertThat(ParsedJson.at(document, "adoption", "outcome")).isEqualTo("refused");
    return ParsedJson.at(document, "adoption", "reason");
  }

  private Object phase(String command) {
    Object document = ParsedJson.parse(shell.type(command + " --output json").out());
    return ParsedJson.at(document, "secrets", 0, "phase");
  }

  @Test
  @DisplayName("Key IDs are whole in JSON and masked in text, and no secret is in either")
  void masking() {
    String id = world.credentials("web", 0).accessKeyId();
    assertThat(shell.type("plan prod/web/iam --output json").out()).contains(id);
    Shell.Ran text = shell.type("plan prod/web/iam");
    assertThat(text.out()).doesNotContain(id).contains("****" + id.substring(id.length() - 4));
    for (String secret : world.issuedSecrets()) {
      assertThat(shell.everything()).noneMatch(printed -> printed.contains(secret));
    }
  }

  @Test
  @DisplayName("Deeds are told on standard error, so that standard output is only the document")
  void streams() {
    Shell.Ran ran = shell.type("rotate prod/web/iam --output json");
    assertThat(ran.err()).contains("created key");
    assertThat(ran.out()).startsWith("{").endsWith("}" + System.lineSeparator());
  }
}
