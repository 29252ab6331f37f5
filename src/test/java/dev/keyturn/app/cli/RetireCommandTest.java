package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code retire}: what it does to keys, and what it leaves alone. */
class RetireCommandTest {
  private static final Path SCHEMA = Path.of("docs", "schema", "output.schema.json");

  private final World world = IdleKeys.world();
  private final Shell shell = new Shell(world);
  private final String idle = IdleKeys.key(world, "idle").id();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  @DisplayName("A key is off first, and deleted only by another command after the recovery window")
  void life() {
    Shell.Ran off = shell.type("retire " + idle);
    assertThat(off.exit()).isZero();
    assertThat(off.out()).contains("switched off", "2026-03-08 00:00 UTC", "--status Active");
    assertThat(IdleKeys.key(world, "idle").status()).isEqualTo(KeyState.INACTIVE);
    assertThat(IdleKeys.note(world, "idle", idle)).contains("v1 off since 2026-03-01T00:00:00Z");

    Shell.Ran again = shell.type("retire " + idle);
    assertThat(again.exit()).isZero();
    assertThat(again.out()).contains("It is off already, since 2026-03-01T00:00:00Z");
    assertThat(shell.type("retire --delete " + idle).exit()).isEqualTo(3);

    world.advance(Duration.ofDays(7));
    assertThat(shell.type("retire --delete --recovery 8d " + idle).exit()).isEqualTo(3);
    assertThat(IdleKeys.has(world, "idle")).isTrue();
    Shell.Ran deleted = shell.type("retire --delete " + idle);
    assertThat(deleted.exit()).isZero();
    assertThat(deleted.out()).contains("deleted");
    assertThat(IdleKeys.has(world, "idle")).isFalse();

    Shell.Ran gone = shell.type("retire --delete " + idle);
    assertThat(gone.exit()).isEqualTo(5);
    assertThat(gone.out()).contains("unknown-key", "IAM knows no such key");
  }

  @Test
  @DisplayName("A dry run says what would be done, and does nothing")
  void dryRun() {
    Shell.Ran ran = shell.type("retire --dry-run " + idle);
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("would be switched off", "Dry run: nothing was changed.");
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("Each refusal is named, and the rest is done")
  void refusals() {
    String current = IdleKeys.key(world, "web").id();
    String used = IdleKeys.key(world, "backup").id();
    String unknown = "AKIANOSUCHKEYEXAMPLE";
    Shell.Ran ran = shell.run("retire", current, used, unknown, idle);
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out().lines().toList())
        .anyMatch(line -> line.matches(current + " +web +refused: current .*prod/web/iam.*"))
        .anyMatch(line -> line.matches(used + " +backup +refused: used .*last used on.*"))
        .anyMatch(line -> line.matches(unknown + " +- +refused: unknown-key .*"))
        .anyMatch(line -> line.matches(idle + " +idle +switched off .*"));
    assertThat(IdleKeys.key(world, "web").status()).isEqualTo(KeyState.ACTIVE);
    assertThat(IdleKeys.key(world, "backup").status()).isEqualTo(KeyState.ACTIVE);
  }

  @Test
  @DisplayName(
      "What a rotation left is the rotation's to retire, and what is foreign may be retired")
  void beside() {
    String previous = IdleKeys.key(world, "web").id();
    assertThat(shell.type("rotate prod/web/iam").exit()).isZero();
    world.advance(Duration.ofDays(60));
    assertThat(shell.type("retire " + previous).out()).contains("refused: previous");

    String foreign = IdleKeys.add(world, "mail");
    assertThat(shell.type("retire " + foreign).exit()).isZero();
    world.advance(Duration.ofDays(8));
    assertThat(shell.type("retire --delete " + foreign).exit()).isZero();
    assertThat(IdleKeys.key(world, "mail").status()).isEqualTo(KeyState.ACTIVE);
  }

  @Test
  @DisplayName("A key that was switched off by hand is noted first, whoever asks")
  void offByHand() {
    Key key = IdleKeys.addInactive(world, "idle");
    world.advance(Duration.ofDays(300));
    assertThat(shell.type("retire --delete " + key.id()).exit()).isEqualTo(3);
    assertThat(IdleKeys.note(world, "idle", key.id())).isPresent();
    world.advance(Duration.ofDays(7));
    assertThat(shell.type("retire --delete " + key.id()).exit()).isZero();
  }

  @Test
  @DisplayName("Where a read is denied nothing is concluded, and the permission is named")
  void denied() {
    world.deny(World.ADMINISTRATOR, "secretsmanager:ListSecrets");
    Shell.Ran ran = shell.type("retire " + idle);
    assertThat(ran.exit()).isEqualTo(6);
    assertThat(ran.out()).contains("failed: denied", "secretsmanager:ListSecrets");
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("A file of audit's is read by its IDs, and a row without one is told by its user")
  void fromFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("keys.csv"),
            """
            account,user,access_key,access_key_id,remedy
            111122223333,idle,1,%s,"keyturn retire, then"
            111122223333,idle,1,%s,twice
            111122223333,'=cmd()\u001b[31m,2,,
            """
                .formatted(idle, idle));
    Shell.Ran ran = shell.type("retire --from " + file);
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out())
        .containsOnlyOnce(idle)
        .contains("line 4, user '=cmd()", "refused: no-key-id")
        .doesNotContain("\u001b");
    assertThat(IdleKeys.key(world, "idle").status()).isEqualTo(KeyState.INACTIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "user,arn\nidle,x",
        "access_key_id\n",
        "user,access_key_id\nidle",
        "access_key_id\nnot an id",
        "access_key_id\n\"AKIA"
      })
  @DisplayName("A file that is none is refused with the line, and nothing is done")
  void noFile(String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("keys.csv"), csv);
    Shell.Ran ran = shell.type("retire --from " + file);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).containsPattern("keys.csv: line \\d+: ").contains("audit");
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("Keys and a file exclude each other, and one of them is needed")
  void which() {
    assertThat(shell.type("retire").err()).contains("which keys? Give KEY-ID… or --from FILE");
    assertThat(shell.type("retire --from x " + idle).err()).contains("exclude each other");
    assertThat(shell.type("retire --from no-such-file").err()).contains("cannot be read");
    assertThat(shell.type("retire AKIA").exit()).isEqualTo(2);
  }

  @Test
  @DisplayName("JSON has each key with what was asked of AWS, by the schema")
  void json() {
    Shell.Ran ran = shell.run("retire", idle, "AKIANOSUCHKEYEXAMPLE", "--output", "json");
    Object document = ParsedJson.parse(ran.out());
    assertThat(Schema.problems(SCHEMA, document)).isEmpty();
    assertThat(ParsedJson.at(document, "keys", 0, "result")).isEqualTo("switched-off");
    assertThat(ParsedJson.at(document, "keys", 0, "writes", 1, "action")).isEqualTo("iam:TagUser");
    assertThat(ParsedJson.at(document, "keys", 1, "reason")).isEqualTo("unknown-key");
    assertThat(ParsedJson.at(document, "exit")).isEqualTo(Map.of("code", 5L, "name", "refused"));
  }
}
