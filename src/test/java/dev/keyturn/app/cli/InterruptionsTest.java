package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.World;
import dev.keyturn.sim.secrets.Secret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What comes between: other runs, Ctrl-C, clocks, and bugs of ours. */
class InterruptionsTest {
  private final World world =
      SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ofSeconds(8));
  private final Shell shell = new Shell(world);

  @Test
  @DisplayName("After Ctrl-C the run says so, and the next one finishes what it began")
  void stopped() {
    shell.whileWaiting(duration -> shell.stop().request());
    Shell.Ran first = shell.type("rotate prod/web/iam");
    assertThat(first.exit()).isEqualTo(130);
    assertThat(first.out())
        .contains("prod/web/iam: stopped. The next run finishes what was begun.")
        .contains("Already done: announced: rotate, created a key, stored key");

    Shell.Ran second = shell.anew().whileWaiting(duration -> {}).type("rotate prod/web/iam");
    assertThat(second.out()).contains("prod/web/iam: rotated.").doesNotContain("created key");
    assertThat(second.exit()).isZero();
  }

  @Test
  @DisplayName("A rotation that was asked for waits for another run's lease, and then goes on")
  void waitsForAnotherRun() {
    announceAnother(Duration.ofMinutes(2));
    Shell.Ran ran = shell.type("rotate prod/web/iam");
    assertThat(ran.err()).contains("waiting for another run (repair by run other), at most 2m");
    assertThat(ran.out()).contains("prod/web/iam: rotated.");
  }

  @Test
  @DisplayName("It waits no longer than it is told to")
  void waitsNoLonger() {
    announceAnother(Duration.ofMinutes(5));
    Shell.Ran ran = shell.type("rotate prod/web/iam --wait 20s");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out()).contains("Another run has announced that it is working on this secret.");
    assertThat(world.now()).isBefore(Instant.parse("2026-03-01T00:01:00Z"));
  }

  @Test
  @DisplayName("A schedule does not wait for another run")
  void scheduleDoesNotWait() {
    announceAnother(Duration.ofMinutes(5));
    assertThat(shell.type("run prod/web/iam").exit()).isEqualTo(3);
    assertThat(world.now()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
  }

  @Test
  @DisplayName("A rotation that another run has made meanwhile is not made twice")
  void notTwice() {
    announceAnother(Duration.ofMinutes(5));
    Shell other = new Shell(world);
    shell.whileWaiting(duration -> {
      tag(
          "keyturn:intent",
          "v1 repair by=other since=%1$s until=%1$s closed".formatted(world.now()));
      other.type("rotate prod/web/iam");
      shell.whileWaiting(again -> {});
    });
    Shell.Ran ran = shell.type("rotate prod/web/iam");
    other.close();
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("another run has changed AWSCURRENT meanwhile");
    assertThat(world.iam().keys(world.iam().user("web").orElseThrow())).hasSize(2);
  }

  @Test
  @DisplayName("A secret that names another user is refused, and stands out")
  void suspicious() {
    String value =
        "{\"UserName\":\"mail\",\"AccessKeyId\":\"AKIAEXAMPLEEXAMPLE00\",\"SecretAccessKey\":\"x\"}";
    Secret secret = world.secrets().secret("prod/web/iam").orElseThrow();
    world
        .secrets()
        .addVersion(
            secret,
            "0".repeat(32),
            new dev.keyturn.sim.secrets.Payload.Text(value),
            java.util.List.of("AWSCURRENT"),
            world.now());
    Shell.Ran ran = shell.type("run prod/web/iam");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err()).contains(" SUSPICIOUS  prod/web/iam: ");
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("A bug is a sentence, and a stack trace only where it is asked for")
  void bug() {
    shell.whileWaiting(duration -> {
      throw new IllegalStateException("not for anybody's eyes");
    });
    Shell.Ran ran = shell.type("rotate prod/web/iam");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("Internal error (IllegalStateException at dev.keyturn.");
    assertThat(ran.out() + ran.err()).doesNotContain("eyes").doesNotContain("    at ");
    assertThat(shell.type("rotate prod/web/iam --debug").err()).contains("    at dev.keyturn.");
  }

  @Test
  @DisplayName("Colour is for terminals, and not for those who decline it")
  void colour() {
    Terminal watched = new Terminal(true, true, 100);
    shell.terminal(watched);
    assertThat(shell.type("status").out()).contains("\u001b[33mdue");
    assertThat(shell.env("NO_COLOR", "").type("status").out()).contains("\u001b[");
    assertThat(shell.env("NO_COLOR", "1").type("status").out()).doesNotContain("\u001b[");
    shell.env("NO_COLOR", "").env("TERM", "dumb");
    assertThat(shell.type("status").out()).doesNotContain("\u001b[");
    assertThat(shell.env("TERM", "xterm").terminal(Terminal.NONE).type("status").out())
        .doesNotContain("\u001b[");
  }

  @Test
  @DisplayName("On a terminal progress is one line that is written over, and lines fit the window")
  void progress() {
    shell.terminal(new Terminal(true, true, 90));
    Shell.Ran ran = shell.type("rotate prod/web/iam");
    assertThat(ran.err()).contains("\r").doesNotContain("\n").endsWith("\r\u001b[K");
    assertThat(shell.type("status").out().lines().map(InterruptionsTest::visible))
        .allMatch(line -> line.length() <= 90);
  }

  private static String visible(String line) {
    return line.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  private void announceAnother(Duration lease) {
    tag(
        "keyturn:intent",
        "v1 repair by=other since=%s until=%s open"
            .formatted(world.now(), world.now().plus(lease)));
  }

  private void tag(String name, String value) {
    world.secrets().tag(world.secrets().secret("prod/web/iam").orElseThrow(), name, value);
  }
}
