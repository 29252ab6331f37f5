package dev.keyturn.fleets;

import dev.keyturn.rotate.Ending;
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
  static String words(Ending ending) {
    return switch (ending) {
      case Ending.Reached reached -> "reached, " + reached.step().because().reason().word();
      case Ending.Waits waits -> "waits, " + waits.step().because().reason().word();
      case Ending.Halted halted -> "halts, " + halted.step().because().reason().word();
      case Ending.Planned planned -> "plans";
      case Ending.Failed failed -> "fails: " + failed.failure().sentence();
      case Ending.Interrupted interrupted -> "interrupted";
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
