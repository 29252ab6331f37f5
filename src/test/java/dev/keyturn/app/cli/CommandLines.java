package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.WorldBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command line, a word a line: a documented exit code, and words that say what is wrong. */
public final class CommandLines {
  private static final Set<Integer> EXITS =
      Arrays.stream(ExitCode.values())
          .filter(code -> code != ExitCode.INTERNAL)
          .flatMap(code -> Stream.of(code.code(true), code.code(false)))
          .collect(Collectors.toSet());

  /** These run for long when they are well-formed: they have tests of their own. */
  private static final List<String> LONG = List.of("sandbox", "demo", "simulate");

  private CommandLines() {}

  /** Tries one. */
  public static void fuzzerTestOneInput(byte[] input) {
    String[] words = new String(input, StandardCharsets.UTF_8).split("\n", -1);
    if (Arrays.stream(words).anyMatch(LONG::contains)) {
      return;
    }
    try (Shell shell =
        new Shell(
            WorldBuilder.seeded(1)
                .user("alice", user -> user.key(Duration.ofDays(9)))
                .secret("app", secret -> secret.keyOf("alice"))
                .build())) {
      Shell.Ran ran = shell.run(words);
      assertThat(EXITS).contains(ran.exit());
      assertThat(ran.out() + ran.err()).isNotBlank().doesNotContain("\tat ", "Exception in");
    }
  }
}
