package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each command does its job and says so; afterwards no secret is in anything that was printed. */
class CommandsTest {
  private final World world =
      SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ofSeconds(8));
  private final Shell shell = new Shell(world);

  @AfterEach
  void noSecretInAnyOutput() {
    for (String secret : world.issuedSecrets()) {
      assertThat(shell.everything()).noneMatch(printed -> printed.contains(secret));
    }
    shell.close();
  }

  @Test
  @DisplayName("status shows a line a secret, what is due before what is fine")
  void status() {
    Shell.Ran ran = shell.type("status");
    assertThat(ran.out().lines().limit(3))
        .satisfiesExactly(
            head -> assertThat(head).startsWith("SECRET         USER  STATUS  KEY"),
            first -> assertThat(first).startsWith("prod/web/iam   web   due     ****"),
            second -> assertThat(second).startsWith("prod/mail/iam  mail  fine    ****"));
    assertThat(ran.out()).endsWith("2 secrets: 1 due, 1 fine" + System.lineSeparator());
    assertThat(ran.exit()).isZero();
  }

  @Test
  @DisplayName("plan changes nothing, and says what comes next, why and when")
  void plan() {
    Shell.Ran ran = shell.type("plan prod/web/iam");
    assertThat(ran.out())
        .contains("prod/web/iam  (IAM user web)")
        .contains("current  Active  85d")
        .contains("Next    create a key, store it as AWSPENDING, prove it, make it AWSCURRENT")
        .contains("When    now, since 2026-02-27 00:00 UTC");
    assertThat(ran.exit()).isZero();
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("rotate tells each deed, and ends with what is current now")
  void rotate() {
    String before = world.credentials("web", 0).accessKeyId();
    Shell.Ran ran = shell.type("rotate prod/web/iam");
    String after = world.credentials("web", 1).accessKeyId();
    assertThat(ran.out())
        .contains("created key " + masked(after))
        .contains("moved AWSCURRENT to key " + masked(after))
        .contains("prod/web/iam: rotated.")
        .contains("key " + masked(before) + " stays Active until 2026-03-08 00:0");
    assertThat(ran.err()).contains("verifying: ");
    assertThat(ran.exit()).isZero();
  }

  @Test
  @DisplayName("A second rotation waits for room, says so, and says how to force it")
  void rotateTwice() {
    shell.type("rotate prod/web/iam");
    Shell.Ran ran = shell.type("rotate prod/web/iam");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out())
        .contains("prod/web/iam: waiting. The previous key")
        .contains("keyturn rotate prod/web/iam --overlap 0s --quiet 0s --recovery 0s");
  }

  @Test
  @DisplayName("What a waiting rotation suggests works")
  void rotateAtOnce() {
    shell.type("rotate prod/web/iam");
    world.advance(Duration.ofHours(1));
    Shell.Ran ran = shell.type("rotate prod/web/iam --overlap 0s --quiet 0s --recovery 0s");
    assertThat(ran.out()).contains("deactivated key").contains("prod/web/iam: rotated.");
    assertThat(ran.exit()).isZero();
  }

  @Test
  @DisplayName("rollback brings the previous key back")
  void rollback() {
    String before = world.credentials("web", 0).accessKeyId();
    shell.type("rotate prod/web/iam");
    Shell.Ran ran = shell.type("rollback prod/web/iam");
    assertThat(ran.out())
        .contains("prod/web/iam: rolled back.")
        .contains("Key " + masked(before) + " is AWSCURRENT");
    assertThat(ran.exit()).isZero();
  }

  @Test
  @DisplayName("rollback without a previous key halts and says what to do instead")
  void rollbackToNothing() {
    Shell.Ran ran = shell.type("rollback prod/mail/iam");
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out()).contains("For a new key, run: keyturn rotate prod/mail/iam");
  }

  @Test
  @DisplayName("adopt says exactly what it changed, and writes the settings as tags")
  void adopt() {
    Shell.Ran ran = shell.type("adopt backup --secret prod/backup/iam --max-age 60d");
    assertThat(ran.out())
        .contains("IAM user backup is bound to secret prod/backup/iam.")
        .contains("keyturn:max-age = 60d")
        .contains("tagged IAM user backup: keyturn:secret = arn:aws:secretsmanager:");
    assertThat(ran.exit()).isZero();
    assertThat(shell.type("adopt backup --secret prod/backup/iam --max-age 60d").out())
        .contains("It was so already; nothing was changed.");
  }

  @Test
  @DisplayName("adopt --new-key creates the secret and its first key")
  void adoptWithNewKey() {
    world.iam().addUser("fresh", "/", dev.keyturn.sim.core.Tags.NONE, world.now());
    Shell.Ran ran = shell.type("adopt fresh --secret prod/fresh/iam --new-key");
    assertThat(ran.out())
        .contains("created secret prod/fresh/iam without a value")
        .contains("prod/fresh/iam: rotated.");
    assertThat(ran.exit()).isZero();
    assertThat(shell.type("status prod/fresh/iam").out()).contains("fine");
  }

  @Test
  @DisplayName("A user bound elsewhere is refused, and nothing is changed")
  void adoptBoundElsewhere() {
    Shell.Ran ran = shell.type("adopt web --secret prod/backup/iam");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out()).contains("refused. IAM user web is bound to another secret");
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("A secret whose ARN does not fit into the binding tag is refused before it is made")
  void adoptWithLongName() {
    world.iam().addUser("fresh", "/", dev.keyturn.sim.core.Tags.NONE, world.now());
    Shell.Ran ran = shell.type("adopt fresh --new-key --secret " + "n".repeat(200));
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out()).contains("refused. The ARN of the secret is longer");
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("run does all that is due, and the second time nothing")
  void run() {
    Shell.Ran first = shell.type("run");
    assertThat(first.out()).contains("rotated").contains("2 secrets: 2 fine");
    assertThat(first.exit()).isZero();
    assertThat(shell.type("run").exit()).isZero();
    assertThat(shell.type("run --detailed-exit-code").exit()).isEqualTo(10);
  }

  @Test
  @DisplayName("Of many secrets the worst decides, and none stops the others")
  void worstDecides() {
    Shell.Ran ran = shell.type("run prod/nowhere prod/web/iam");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out())
        .contains("prod/nowhere: refused. There is no secret of that name.")
        .contains("2 secrets: 1 refused, 1 fine");
  }

  @Test
  @DisplayName("A dry run of every writing command changes nothing")
  void dryRuns() {
    for (String command :
        new String[] {
          "run --dry-run",
          "rotate prod/web/iam --dry-run",
          "rollback prod/web/iam --dry-run",
          "adopt backup --secret prod/backup/iam --dry-run"
        }) {
      assertThat(shell.type(command).out()).as(command).contains("Dry run: nothing was changed.");
    }
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("A permission that lacks is named, and so is what was done before")
  void denied() {
    world.deny(World.ADMINISTRATOR, "iam:CreateAccessKey");
    Shell.Ran ran = shell.type("rotate prod/web/iam");
    assertThat(ran.exit()).isEqualTo(6);
    assertThat(ran.out())
        .contains("prod/web/iam: failed. AWS denied iam:CreateAccessKey.")
        .contains("Already done: announced: rotate");
  }

  @Test
  @DisplayName("The environment variable secrets names the secrets, and may bind their users")
  void secretsVariable() {
    String backup = world.secrets().secret("prod/backup/iam").orElseThrow().arn();
    shell.env("secrets", backup + "=backup;prod/mail/iam");
    assertThat(shell.type("plan prod/backup/iam").exit())
        .as("bound by the ARN, and typed by name")
        .isZero();
    assertThat(shell.type("status").out())
        .contains("prod/backup/iam")
        .contains("prod/mail/iam")
        .doesNotContain("prod/web/iam");
    assertThat(shell.type("run").exit()).isZero();
  }

  @Test
  @DisplayName("Where nothing is adopted, that is said, with the way to begin")
  void nothingAdopted() {
    try (Shell empty = new Shell(SandboxWorld.build(world.now(), 1, 0, Duration.ZERO))) {
      assertThat(empty.type("status").out()).contains("keyturn adopt USER --secret NAME");
    }
  }

  private static String masked(String keyId) {
    return "****" + keyId.substring(keyId.length() - 4);
  }

  @Test
  @DisplayName(
      "An ARN of another service is refused before AWS is asked, whichever command names it")
  void anArnOfAnotherService() {
    Shell shell = new Shell(WorldBuilder.seeded(1).user("app", user -> {}).build());
    String parameter = "arn:aws:ssm:us-east-1:123456789012:parameter/x";
    for (String command :
        List.of(
            "plan " + parameter,
            "rollback " + parameter,
            "adopt app --secret " + parameter + " --new-key")) {
      Shell.Ran ran = shell.type(command);
      assertThat(ran.exit()).as(command).isEqualTo(2);
      assertThat(ran.err()).contains("but must be the name or the ARN of a secret");
    }
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("A secret of another account is not to be made here under its ARN")
  void anArnOfAnotherAccount() {
    Shell shell = new Shell(WorldBuilder.seeded(1).user("app", user -> {}).build());
    Shell.Ran ran =
        shell.type("plan arn:aws:secretsmanager:us-east-1:999999999999:secret:prod/x-AbCdEf");
    assertThat(ran.out()).contains("aws sts get-caller-identity").doesNotContain("keyturn adopt");
  }

  @Test
  @DisplayName("The first key of a user has no predecessor, whose overlap could begin")
  void theFirstKey() {
    Shell shell = new Shell(WorldBuilder.seeded(1).user("app", user -> {}).build());
    Shell.Ran ran = shell.type("adopt app --secret prod/app --new-key");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out() + ran.err())
        .contains("there is no previous key")
        .doesNotContainPattern("the overlap of key \\S+ begins");
  }
}
