package dev.keyturn.report;

import dev.keyturn.model.Durations;
import dev.keyturn.model.Setting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A simulation as people read it: what it went by, the beginning, the weeks, and who is concerned.
 */
public final class SimulationText {
  /** So many users are shown; JSON has all of them. */
  private static final int MOST_USERS = 20;

  /** Up to so many days have a bar each; more have one a week. */
  private static final int MOST_DAYS = 31;

  private static final int BAR = 40;

  private static final List<Setting> SHOWN =
      List.of(
          Setting.MAX_AGE,
          Setting.OVERLAP,
          Setting.QUIET,
          Setting.RECOVERY,
          Setting.SPREAD,
          Setting.STILL_USED);

  /** Who needs somebody first; then whose consumers have to read a new key first. */
  private static final Comparator<SimulatedUser> CONCERNED =
      Comparator.<SimulatedUser, Boolean>comparing(user -> user.halt().isEmpty())
          .thenComparing(user -> user.retire().isEmpty())
          .thenComparing(user -> user.firstRotation().orElse(Instant.MAX));

  private final Style style;

  public SimulationText(Style style) {
    this.style = style;
  }

  /** All lines. */
  public List<String> lines(SimulationSummary summary) {
    List<String> lines = new ArrayList<>(terms(summary));
    summary
        .missing()
        .forEach(missing -> lines.add(style.yellow("Not seen: ") + VisibleText.of(missing)));
    lines.add("");
    lines.addAll(waves(summary).lines(style.width()));
    lines.add("");
    lines.addAll(picture(summary).lines(style.width()));
    lines.add("");
    if (!summary.users().isEmpty()) {
      lines.addAll(users(summary));
      lines.add("");
    }
    lines.addAll(calls(summary));
    lines.addAll(leftOut(summary));
    summary
        .doubts()
        .forEach(doubt -> lines.add(style.yellow("Doubtful: ") + VisibleText.of(doubt)));
    lines.add(sentence(summary));
    return lines;
  }

  /** What it went by, a sentence or two a line. */
  public static List<String> terms(SimulationSummary summary) {
    SimulationTerms terms = summary.terms();
    return List.of(
        "Credential report %s of account %s, %d rows."
            .formatted(
                VisibleText.of(summary.source().name()),
                VisibleText.of(summary.account()),
                summary.source().rows()),
        "%d days on a simulated AWS, from the report's date, %s. No real account was changed."
            .formatted(terms.days(), TimeText.minute(terms.begins())),
        SHOWN.stream()
                .map(setting -> setting.key() + " " + terms.policy().text(setting))
                .collect(Collectors.joining(", "))
            + ". A run every %s; consumers keep a key for %s."
                .formatted(Durations.format(terms.schedule()), Durations.format(terms.cache())));
  }

  private TextTable waves(SimulationSummary summary) {
    TextTable table =
        new TextTable("")
            .head(
                style,
                "OVERDUE KEYS",
                "ROTATED",
                "MOST A DAY",
                "READS AN HOUR",
                "WRITES AN HOUR",
                "TAKES AT LEAST");
    for (FirstWave wave : summary.waves()) {
      table
          .row()
          .cell(
              wave.spread().isZero()
                  ? "all in the first run"
                  : "spread over " + Durations.format(wave.spread()))
          .cell(Integer.toString(wave.rotations()))
          .cell(Integer.toString(wave.mostADay()))
          .cell(Long.toString(wave.busiest().reads()))
          .cell(Long.toString(wave.busiest().writes()))
          .cell(Durations.rough(wave.busiest().least()));
    }
    return table;
  }

  private TextTable picture(SimulationSummary summary) {
    int step = summary.terms().days() <= MOST_DAYS ? 1 : 7;
    List<Integer> days = summary.rotations();
    List<Integer> sums = new ArrayList<>();
    for (int day = 0; day < days.size(); day += step) {
      sums.add(
          days.subList(day, Math.min(day + step, days.size())).stream()
              .mapToInt(Integer::intValue)
              .sum());
    }
    BarPicture bars = new BarPicture(sums, BAR);
    TextTable table =
        new TextTable("")
            .head(style, step == 1 ? "DAY" : "WEEK FROM", "ROTATIONS", "MOST A DAY", "");
    for (int i = 0; i < sums.size(); i++) {
      int from = i * step;
      Instant at = summary.terms().begins().plus(Duration.ofDays(from));
      table
          .row()
          .cell(date(at))
          .cell(Integer.toString(sums.get(i)))
          .cell(
              Integer.toString(
                  Collections.max(days.subList(from, Math.min(from + step, days.size())))))
          .cell(bars.bar(sums.get(i)), style::green);
    }
    return table;
  }

  private List<String> users(SimulationSummary summary) {
    TextTable table =
        new TextTable("")
            .head(style, "USER", "USED", "NEW KEY", "READ IT BY", "ROTATIONS", "REMARK");
    summary.users().stream().sorted(CONCERNED).limit(MOST_USERS).forEach(user -> row(table, user));
    List<String> lines = new ArrayList<>(table.linesWithLastWhole(style.width()));
    int more = summary.users().size() - MOST_USERS;
    if (more > 0) {
      lines.add("%d more users are not shown; --output json has all of them.".formatted(more));
    }
    return lines;
  }

  private void row(TextTable table, SimulatedUser user) {
    Optional<SimulatedRotation> first = user.rotations().stream().findFirst();
    table
        .row()
        .cell(user.name())
        .cell(user.pace().map(pace -> "each " + Durations.rough(pace)).orElse("no"))
        .cell(first.map(it -> TimeText.minute(it.promoted())).orElse("-"))
        .cell(first.map(it -> TimeText.minute(it.readBy())).orElse("-"))
        .cell(Integer.toString(user.rotations().size()))
        .cell(remark(user), text -> user.halt().isPresent() ? style.red(text) : style.yellow(text));
  }

  private static String remark(SimulatedUser user) {
    String retire = user.retire().map(why -> "retire it: " + why).orElse("");
    return user.halt()
        .map(halt -> "halts: %s %s".formatted(halt.sentence(), halt.remedy()))
        .orElse(retire);
  }

  private static List<String> calls(SimulationSummary summary) {
    CallLoad busiest = summary.busiest();
    CallLoad look =
        new CallLoad((long) summary.users().size() * SimulationSummary.READS_OF_AN_IDLE_RUN, 0);
    return List.of(
        "Busiest hour: %d reads and %d writes, of %d and %d at %d and %d a second; it takes %s at least."
            .formatted(
                busiest.reads(),
                busiest.writes(),
                CallLoad.READS_PER_SECOND * 3600,
                CallLoad.WRITES_PER_SECOND * 3600,
                CallLoad.READS_PER_SECOND,
                CallLoad.WRITES_PER_SECOND,
                Durations.rough(busiest.least())),
        "%d looks at secrets for which nothing was due were passed over. A run that makes them all reads %d times more, %s at least."
            .formatted(summary.idleRuns(), look.reads(), Durations.rough(look.least())));
  }

  private static List<String> leftOut(SimulationSummary summary) {
    List<String> lines = new ArrayList<>();
    if (summary.adoptedAlready() > 0) {
      lines.add("%d of the users are adopted already.".formatted(summary.adoptedAlready()));
    }
    summary
        .leftOutByReason()
        .forEach((why, left) ->
            lines.add(
                "Not adopted, %s: %s. %s"
                    .formatted(
                        VisibleText.of(why), names(left), VisibleText.of(left.getFirst().remedy()))
                    .stripTrailing()));
    return lines;
  }

  /** The first five, and how many more. */
  public static String names(List<LeftOutUser> left) {
    return FirstNames.of(left.stream().map(LeftOutUser::user).toList(), 5);
  }

  private static String date(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }

  /** What it came to, in a sentence. */
  public static String sentence(SimulationSummary summary) {
    return "%s, %s in %s, %d a day at most; %s, %s, %s."
        .formatted(
            CountText.of(summary.users().size(), "user adopted", "users adopted"),
            CountText.of(summary.rotationsInAll(), "rotation", "rotations"),
            CountText.of(summary.terms().days(), "day", "days"),
            summary.rotations().stream().max(Integer::compare).orElse(0),
            CountText.of(summary.halted().size(), "user halts", "users halt"),
            CountText.of(
                summary.toRetire().size(),
                "key should be retired instead",
                "keys should be retired instead"),
            CountText.of(summary.refused(), "use was refused", "uses were refused"));
  }
}
