package dev.keyturn.fleets;

import dev.keyturn.result.RunOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What happened, a line each; for a person, and to compare two simulations. */
final class Timeline {
  /**
   * A line.
   *
   * @param telling whether a person should see it; reads that went well are left out
   */
  private record Line(Instant at, String who, String what, boolean telling) {
    @Override
    public String toString() {
      return "%s  %-22s %s".formatted(at.truncatedTo(ChronoUnit.MILLIS), who, what);
    }
  }

  private final List<Line> lines = new ArrayList<>();

  /** How a run ended, in a few words. */
  static String words(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Reached reached -> "reached, " + reached.step().cause().reason().word();
      case RunOutcome.Waits waits -> "waits, " + waits.step().cause().reason().word();
      case RunOutcome.Halted halted -> "halts, " + halted.step().cause().reason().word();
      case RunOutcome.Planned planned -> "plans";
      case RunOutcome.LeftAlone alone -> "is left alone";
      case RunOutcome.Failed failed -> "fails: " + failed.failure().sentence();
      case RunOutcome.Interrupted interrupted -> "interrupted";
      case RunOutcome.Bug bug -> "meets a bug: " + bug.sentence();
    };
  }

  void tell(Instant at, String who, String what) {
    lines.add(new Line(at, who, what, true));
  }

  void note(Instant at, String who, String what) {
    lines.add(new Line(at, who, what, false));
  }

  /** Everything. */
  List<String> all() {
    return lines.stream().map(Line::toString).toList();
  }

  /** What a person should see. */
  List<String> telling() {
    return lines.stream().filter(Line::telling).map(Line::toString).toList();
  }
}
