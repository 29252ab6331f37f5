package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.WorldBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The key that opens a sandbox. */
class SandboxKeyTest {
  @Test
  @DisplayName("Each sandbox draws a key of its own; with a seed it is the same each time")
  void drawn() {
    assertThat(key("sandbox --port 0")).isNotEqualTo(key("sandbox --port 0"));
    assertThat(key("sandbox --port 0 --seed 7")).isEqualTo(key("sandbox --port 0 --seed 7"));
  }

  /** What it prints to be pasted, in a sandbox that is stopped as soon as it has. */
  private static String key(String command) {
    try (Shell shell = new Shell(WorldBuilder.seeded(1).build())) {
      shell.stop().request();
      String printed = shell.type(command).out();
      assertThat(printed).contains("export AWS_ACCESS_KEY_ID=AKIA");
      return printed
          .lines()
          .filter(line ->
              line.startsWith("export AWS_ACCESS_KEY_ID=")
                  || line.startsWith("export AWS_SECRET_ACCESS_KEY="))
          .reduce("", String::concat);
    }
  }
}
