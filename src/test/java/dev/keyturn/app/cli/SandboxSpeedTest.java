package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keyturn over a socket against a sandbox whose time is sped up. */
class SandboxSpeedTest {
  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName("A rotation is proved at every speed, the examples of the help among them")
  void rotated(String command) throws IOException {
    try (OpenSandbox sandbox = OpenSandbox.by(command)) {
      Shell.Ran ran = sandbox.keyturn("rotate prod/web/iam");
      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
      assertThat(ran.out()).contains("prod/web/iam: rotated.");
      Shell.Ran back = sandbox.keyturn("rollback prod/web/iam");
      assertThat(back.exit()).as(back.out() + back.err()).isZero();
    }
  }

  static Stream<String> commands() {
    Stream<String> speeds =
        Stream.of(1, 2, 60, 600, 3600).map(speed -> "keyturn sandbox --speed " + speed);
    // What a help says of an example stands behind it, well apart.
    Stream<String> examples =
        new SandboxCommand()
            .help().examples().stream().map(example -> example.split(" {2,}", 2)[0]);
    return Stream.concat(speeds, examples);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3s", "1m", "100s"})
  @DisplayName("Time waits for whoever pauses long between two looks at a new key")
  void longPauses(String span) throws IOException {
    try (OpenSandbox sandbox = OpenSandbox.by("keyturn sandbox --speed 3600")) {
      Shell.Ran ran = sandbox.keyturn("rotate prod/web/iam --verify-span " + span);
      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    }
  }

  @Test
  @DisplayName("Once nobody is at work there, the overlap passes in minutes")
  void passes() throws IOException {
    try (OpenSandbox sandbox = OpenSandbox.by("keyturn sandbox --speed 3600")) {
      sandbox.keyturn("rotate prod/web/iam");
      sandbox.pass(Duration.ofMinutes(5));
      Shell.Ran ran = sandbox.keyturn("run prod/web/iam");
      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
      assertThat(ran.out()).contains("deactivated");
    }
  }

  @Test
  @DisplayName("Whoever waits for a rotation that was killed waits for minutes, not for its lease")
  void killed() throws IOException {
    try (OpenSandbox sandbox = OpenSandbox.by("keyturn sandbox --speed 3600")) {
      sandbox.killed("rotate prod/web/iam");
      Instant before = sandbox.wall();
      Shell.Ran ran = sandbox.keyturn("rotate prod/web/iam");
      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
      assertThat(Duration.between(before, sandbox.wall()))
          .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(4));
    }
  }
}
