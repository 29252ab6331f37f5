package dev.keyturn.app.cli;

import dev.keyturn.report.Style;
import java.io.PrintWriter;

/** How many days of a simulation have passed, on a line of a terminal that is written over. */
final class DayProgress {
  private final PrintWriter err;
  private final Style style;
  private final boolean shown;
  private final int days;
  private int last = -1;

  DayProgress(CliEnvironment environment, int days) {
    this.err = environment.err();
    this.style = environment.errStyle();
    this.shown = environment.terminal().rewrites(environment.env());
    this.days = days;
  }

  /** So many have passed. */
  void passed(int day) {
    if (shown && day != last) {
      last = day;
      err.print("\r" + style.dim("day %d of %d".formatted(day, days)) + "\u001b[K");
      err.flush();
    }
  }

  /** Takes the line away. */
  void clear() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
