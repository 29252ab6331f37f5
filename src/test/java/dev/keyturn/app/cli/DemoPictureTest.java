package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.readme.TerminalPicture;
import dev.keyturn.sim.WorldBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The README's picture of the demo. */
class DemoPictureTest {
  private static final int WIDTH = 120;

  /** The last line of the timeline that is shown: what the killed run left is repaired. */
  private static final String LAST = "billing   rotated";

  @Test
  @DisplayName("The picture shows what the demo prints in a terminal, all but the timeline's rest")
  void picture() throws IOException {
    try (Shell shell = new Shell(WorldBuilder.seeded(1).build())) {
      Shell.Ran ran = shell.terminal(new Terminal(true, true, WIDTH)).type("demo");
      assertThat(ran.exit()).isZero();
      List<String> printed = ran.out().lines().toList();
      int last = indexOf(printed, LAST);
      int score = printed.lastIndexOf("");
      assertThat(last).isLessThan(score);
      List<String> shown = new ArrayList<>(printed.subList(0, last + 1));
      shown.add("…");
      shown.addAll(printed.subList(score + 1, printed.size()));
      TerminalPicture.of("./keyturn demo", shown).hold("demo.svg");
    }
  }

  private static int indexOf(List<String> lines, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError("no line has: " + part);
  }
}
