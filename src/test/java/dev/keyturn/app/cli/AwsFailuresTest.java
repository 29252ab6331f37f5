package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What AWS does not do is told with the sentence that fits, what was done before, and exit code 6;
 * and once AWS does it again, the same command finishes.
 */
class AwsFailuresTest {
  private static final String SECRET = "prod/web/iam";

  private final World world =
      SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ZERO);
  private final Shell shell = new Shell(world);

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  @DisplayName("Throttled through all retries")
  void throttled() {
    assertFails(
        Fate.throttled(),
        "AWS throttled secretsmanager:DescribeSecret through all retries. Run again later");
  }

  @Test
  @DisplayName("Unreachable")
  void unreachable() {
    assertFails(
        Fate.cut(),
        "AWS could not be reached for secretsmanager:DescribeSecret: ",
        "Check the network, the Region and AWS_ENDPOINT_URL.");
  }

  @Test
  @DisplayName("The credentials have expired")
  void expired() {
    assertFails(
        Fate.expiredToken(),
        "AWS did not accept the credentials that Keyturn runs with (ExpiredToken",
        "Renew them, then run again.");
  }

  @Test
  @DisplayName("A fault of AWS's own")
  void serverError() {
    assertFails(
        Fate.serverError(), "AWS had a fault at secretsmanager:DescribeSecret through all retries");
  }

  private void assertFails(Fate fate, String... sentences) {
    shell.gateway().hook((call, here) -> fate);
    for (String verb : List.of("run", "rotate", "rollback")) {
      Shell.Ran ran = shell.type(verb + " " + SECRET);
      assertThat(ran.out()).contains(SECRET + ": failed. ").contains(sentences);
      assertThat(ran.out()).contains("Nothing was changed.");
      assertThat(ran.exit()).isEqualTo(ExitCode.AWS.code(false));
    }
    assertThat(shell.writes()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "secretsmanager:DescribeSecret | Nothing was changed.",
        "secretsmanager:GetSecretValue | Nothing was changed.",
        "secretsmanager:TagResource | Nothing was changed.",
        "iam:ListAccessKeys | Nothing was changed.",
        "iam:CreateAccessKey | Already done: announced: rotate",
        "secretsmanager:PutSecretValue | Already done: announced: rotate, created a key",
        "secretsmanager:UpdateSecretVersionStage | Already done: announced: rotate, created a key, stored"
      })
  @DisplayName("A permission that is denied is named, with what was done before it was needed")
  void denied(String permission, String done) {
    world.deny(World.ADMINISTRATOR, permission);
    Shell.Ran ran = shell.type("rotate " + SECRET);
    assertThat(ran.out())
        .contains(SECRET + ": failed. AWS denied " + permission + ". A policy denies it explicitly")
        .contains(done);
    assertThat(ran.exit()).isEqualTo(ExitCode.AWS.code(false));

    world.pardon(World.ADMINISTRATOR);
    world.advance(Duration.ofHours(1));
    assertThat(shell.type("rotate " + SECRET).exit()).isZero();
    assertThat(world.iam().keys(world.iam().user("web").orElseThrow())).hasSize(2);
  }
}
