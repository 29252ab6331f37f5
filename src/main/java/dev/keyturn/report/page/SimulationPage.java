package dev.keyturn.report.page;

import dev.keyturn.model.Durations;
import dev.keyturn.report.AuditSource;
import dev.keyturn.report.CallLoad;
import dev.keyturn.report.CountText;
import dev.keyturn.report.FirstWave;
import dev.keyturn.report.SimulatedHalt;
import dev.keyturn.report.SimulatedRotation;
import dev.keyturn.report.SimulatedUser;
import dev.keyturn.report.SimulationSummary;
import dev.keyturn.report.SimulationText;
import dev.keyturn.report.TimeText;
import dev.keyturn.report.VisibleText;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A simulation as a page shows it: all text as it stands there, before it is escaped. Nothing in it
 * tells when it was made: the same input makes the same bytes.
 *
 * @param sentence what it came to
 * @param tone {@code bad} where somebody halts or is refused, {@code middling} where something is
 *     doubtful or should be retired
 * @param terms what it went by, a line each
 * @param doubts what the settings cannot keep together
 * @param missing what of the account could not be seen
 * @param loads calls an hour, against the limits
 * @param halted users that wait for a person
 * @param retire users whose key should be retired instead, with why
 * @param readings until when each user's consumers have to have read a new key, the first first
 * @param leftOut how many users have no row there, as there are too many
 * @param notAdopted those that were not adopted, by why
 * @param program what made it, with its version
 */
public record SimulationPage(
    String sentence,
    String tone,
    List<String> terms,
    List<String> doubts,
    List<String> missing,
    List<PageFigure> figures,
    RotationPicture picture,
    List<LoadRow> loads,
    List<HaltRow> halted,
    List<SimulatedUser> retire,
    List<ReadingRow> readings,
    int leftOut,
    List<NotAdoptedRow> notAdopted,
    AuditSource source,
    String program) {
  /** How many users a table shows at most. */
  public static final int MOST_USERS = 2_000;

  private static final int SECONDS_OF_AN_HOUR = 3_600;

  public SimulationPage {
    terms = List.copyOf(terms);
    doubts = List.copyOf(doubts);
    missing = List.copyOf(missing);
    figures = List.copyOf(figures);
    loads = List.copyOf(loads);
    halted = List.copyOf(halted);
    retire = List.copyOf(retire);
    readings = List.copyOf(readings);
    notAdopted = List.copyOf(notAdopted);
  }

  /**
   * Calls of an hour.
   *
   * @param hour which one
   * @param least how long they take at least, within the limits
   * @param over whether that is more than the hour
   */
  public record LoadRow(String hour, long reads, long writes, String least, boolean over) {
    static LoadRow of(String hour, CallLoad load) {
      return new LoadRow(
          hour,
          load.reads(),
          load.writes(),
          Durations.rough(load.least()),
          load.least().toSeconds() > SECONDS_OF_AN_HOUR);
    }
  }

  /** A user that waits for a person: since when, why, and what would help. */
  public record HaltRow(String user, String since, String why, String remedy) {}

  /** A user's first rotation, and how many there are. */
  public record ReadingRow(
      String user, String path, String used, String promoted, String readBy, int rotations) {}

  /** Users that were not adopted: why, the first few, and what would help. */
  public record NotAdoptedRow(String why, int count, String users, String remedy) {}

  /**
   * Writes one.
   *
   * @param program what makes it, with its version
   */
  public static void write(SimulationSummary summary, String program, Writer out) {
    new PageTemplates().render("simulation.jte", of(summary, program), out);
  }

  static SimulationPage of(SimulationSummary summary, String program) {
    List<SimulatedUser> rotated =
        summary.users().stream()
            .filter(user -> user.firstRotation().isPresent())
            .sorted(Comparator.comparing(user -> user.firstRotation().orElseThrow()))
            .toList();
    return new SimulationPage(
        SimulationText.sentence(summary),
        tone(summary),
        SimulationText.terms(summary),
        visible(summary.doubts()),
        visible(summary.missing()),
        figures(summary),
        new RotationPicture(summary),
        loads(summary),
        summary.halted().stream().limit(MOST_USERS).map(SimulationPage::halted).toList(),
        summary.toRetire().stream().limit(MOST_USERS).map(SimulationPage::visible).toList(),
        rotated.stream().limit(MOST_USERS).map(SimulationPage::reading).toList(),
        Math.max(0, rotated.size() - MOST_USERS),
        notAdopted(summary),
        new AuditSource(
            VisibleText.of(summary.source().name()),
            summary.source().made(),
            summary.source().sha256(),
            summary.source().rows()),
        program);
  }

  private static String tone(SimulationSummary summary) {
    if (!summary.halted().isEmpty() || summary.refused() > 0) {
      return "bad";
    }
    return summary.doubts().isEmpty() && summary.toRetire().isEmpty() ? "good" : "middling";
  }

  private static List<PageFigure> figures(SimulationSummary summary) {
    int most = summary.rotations().stream().max(Integer::compare).orElse(0);
    return List.of(
        counted(summary.halted().size(), "user halts", "users halt", "bad"),
        counted(summary.refused(), "use was refused", "uses were refused", "bad"),
        counted(
            summary.toRetire().size(),
            "key to retire instead",
            "keys to retire instead",
            "middling"),
        counted(summary.users().size(), "user adopted", "users adopted", "plain"),
        new PageFigure("not adopted", summary.leftOut().size(), "plain"),
        counted(summary.rotationsInAll(), "rotation", "rotations", "plain"),
        new PageFigure("a day at most", most, "plain"));
  }

  private static PageFigure counted(long count, String one, String several, String tone) {
    return new PageFigure(CountText.words(count, one, several), count, tone);
  }

  private static List<LoadRow> loads(SimulationSummary summary) {
    List<LoadRow> loads = new ArrayList<>();
    for (FirstWave wave : summary.waves()) {
      loads.add(
          LoadRow.of(
              wave.spread().isZero()
                  ? "The first days, all overdue keys in the first run"
                  : "The first days, overdue keys spread over " + Durations.format(wave.spread()),
              wave.busiest()));
    }
    loads.add(LoadRow.of("The busiest of all", summary.busiest()));
    loads.add(
        LoadRow.of(
            "A run that looks at every secret",
            new CallLoad(
                (long) summary.users().size() * SimulationSummary.READS_OF_AN_IDLE_RUN, 0)));
    return loads;
  }

  private static HaltRow halted(SimulatedUser user) {
    SimulatedHalt halt = user.halt().orElseThrow();
    return new HaltRow(
        VisibleText.of(user.name()),
        TimeText.minute(halt.at()),
        VisibleText.of(halt.sentence()),
        VisibleText.of(halt.remedy()));
  }

  private static SimulatedUser visible(SimulatedUser user) {
    return new SimulatedUser(
        VisibleText.of(user.name()),
        VisibleText.of(user.path()),
        user.overdue(),
        user.pace(),
        user.rotations(),
        Optional.empty(),
        user.retire(),
        user.refused());
  }

  private static ReadingRow reading(SimulatedUser user) {
    SimulatedRotation first = user.rotations().getFirst();
    return new ReadingRow(
        VisibleText.of(user.name()),
        VisibleText.of(user.path()),
        user.pace().map(pace -> "each " + Durations.rough(pace)).orElse("by nobody"),
        TimeText.minute(first.promoted()),
        TimeText.minute(first.readBy()),
        user.rotations().size());
  }

  private static List<NotAdoptedRow> notAdopted(SimulationSummary summary) {
    List<NotAdoptedRow> rows = new ArrayList<>();
    summary
        .leftOutByReason()
        .forEach((why, users) ->
            rows.add(
                new NotAdoptedRow(
                    VisibleText.of(why),
                    users.size(),
                    SimulationText.names(users),
                    VisibleText.of(users.getFirst().remedy()))));
    return rows;
  }

  private static List<String> visible(List<String> texts) {
    return texts.stream().map(VisibleText::of).toList();
  }
}
