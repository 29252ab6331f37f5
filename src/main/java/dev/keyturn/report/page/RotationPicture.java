package dev.keyturn.report.page;

import dev.keyturn.report.FirstWave;
import dev.keyturn.report.SimulationSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Rotations a day as a drawing: a column for each day, or for each few where there are many, as
 * high as the busiest day in it. Beside the first one stands, as an outline, what that day would be
 * if nothing were spread. Lengths are in units of the drawing.
 */
public final class RotationPicture {
  /** The drawing's size. */
  public static final int WIDTH = 524;

  public static final int HEIGHT = 206;

  /** Columns are two units wide at least. */
  private static final int MOST_COLUMNS = 250;

  private static final int LEFT = 8;
  private static final int ROOM = 508;
  private static final int FLOOR = 178;
  private static final int TALLEST = 150;
  private static final int DAYS_OF_A_WEEK = 7;
  private static final int MARKS = 4;

  private final List<Integer> days;
  private final Instant begins;
  private final Optional<FirstWave> atOnce;
  private final int daysPerColumn;

  RotationPicture(SimulationSummary summary) {
    this.days = summary.rotations();
    this.begins = summary.terms().begins();
    this.atOnce = summary.waves().stream().filter(wave -> wave.spread().isZero()).findFirst();
    this.daysPerColumn = Math.ceilDiv(days.size(), MOST_COLUMNS);
  }

  /** A column; its height is 0 where nothing was rotated. */
  public record Column(int left, int top, int width, int height) {}

  /** The columns, the first day first. */
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int day = 0; day < days.size(); day += daysPerColumn) {
      int most = Collections.max(days.subList(day, Math.min(day + daysPerColumn, days.size())));
      columns.add(column(day / daysPerColumn, most));
    }
    return columns;
  }

  /** The first day as it would be if nothing were spread; empty where nothing was. */
  public Optional<Column> atOnce() {
    return isSpread() ? atOnce.map(wave -> column(0, wave.mostADay())) : Optional.empty();
  }

  private boolean isSpread() {
    return atOnce.isPresent() && atOnce.get().mostADay() > days.getFirst();
  }

  private Column column(int place, int count) {
    int columns = Math.ceilDiv(days.size(), daysPerColumn);
    int left = LEFT + place * ROOM / columns;
    int right = LEFT + (place + 1) * ROOM / columns;
    int gap = right - left > DAYS_OF_A_WEEK ? 2 : right - left > 2 ? 1 : 0;
    int height = count == 0 ? 0 : (int) Math.max(2, (long) count * TALLEST / most());
    return new Column(left, FLOOR - height, right - left - gap, height);
  }

  /** The most a day, at once or spread, by which heights are measured. */
  public int most() {
    return Math.max(1, Math.max(mostSpread(), atOnce.map(FirstWave::mostADay).orElse(0)));
  }

  private int mostSpread() {
    return Collections.max(days);
  }

  /** A date on the axis. */
  public record Mark(int x, String text) {}

  /** A few dates. */
  public List<Mark> axis() {
    List<Mark> marks = new ArrayList<>();
    int step = Math.max(1, Math.ceilDiv(days.size(), MARKS));
    for (int day = 0; day < days.size(); day += step) {
      marks.add(new Mark(LEFT + day * ROOM / days.size(), date(day)));
    }
    return marks;
  }

  /** A week: its first day, how many rotations, and how many on its busiest day. */
  public record Week(String from, int rotations, int most) {}

  /** The same as numbers. */
  public List<Week> weeks() {
    List<Week> weeks = new ArrayList<>();
    for (int day = 0; day < days.size(); day += DAYS_OF_A_WEEK) {
      List<Integer> week = days.subList(day, Math.min(day + DAYS_OF_A_WEEK, days.size()));
      weeks.add(
          new Week(
              date(day), week.stream().mapToInt(Integer::intValue).sum(), Collections.max(week)));
    }
    return weeks;
  }

  private String date(int day) {
    return LocalDate.ofInstant(begins.plus(Duration.ofDays(day)), ZoneOffset.UTC).toString();
  }

  /** In a sentence, for those who do not see the drawing. */
  public String sentence() {
    return "Rotations a day, %d at most%s."
        .formatted(
            mostSpread(),
            isSpread()
                ? "; without a spread it would be %d on the first day"
                    .formatted(atOnce.orElseThrow().mostADay())
                : "");
  }
}
