package dev.keyturn.report.page;

import dev.keyturn.audit.Control;
import dev.keyturn.audit.ControlRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How old the Active keys are: a column for each span of days, and the limits of the controls. A
 * column ends with its last day, as a key fails only on the day after its limit; so a limit lies
 * between two columns. Lengths are in units of the drawing.
 */
public final class AgeHistogram {
  /** The drawing's size. */
  public static final int WIDTH = 524;

  public static final int HEIGHT = 216;

  private static final int SPANS = 12;
  private static final int LEFT = 6;
  private static final int STEP = 39;
  private static final int FLOOR = 178;
  private static final int TALLEST = 120;
  private static final int USUAL_SPAN = 30;

  private final List<Control> limits;
  private final int daysPerSpan;
  private final long[] counts = new long[SPANS + 1];
  private long undated;

  AgeHistogram(List<Control> controls) {
    limits = controls.stream().filter(control -> control.rule() == ControlRule.KEY_AGE).toList();
    daysPerSpan =
        limits.stream().mapToInt(Control::days).max().stream()
            .map(AgeHistogram::span)
            .findFirst()
            .orElse(USUAL_SPAN);
  }

  /** A third to a sixth of the greatest limit, so that it is at a column's edge if that can be. */
  private static int span(int limit) {
    for (int parts = 3; parts <= 6; parts++) {
      if (limit % parts == 0) {
        return limit / parts;
      }
    }
    return Math.ceilDiv(limit, 3);
  }

  void add(Instant made, Instant now) {
    long days = Math.max(0, Duration.between(made, now).toDays());
    counts[(int) Math.min(SPANS, Math.max(0, days - 1) / daysPerSpan)]++;
  }

  void addUndated() {
    undated++;
  }

  /** Keys of which the report tells no date. */
  public long undated() {
    return undated;
  }

  /**
   * A column.
   *
   * @param span such as {@code 31 to 60 days}
   * @param count how many keys
   * @param label the count, shortened where it is long
   * @param over whether all of its keys are over the lowest limit
   */
  public record Column(
      String span,
      long count,
      String label,
      int left,
      int top,
      int width,
      int height,
      boolean over) {
    /** Where its label stands. */
    public int middle() {
      return left + width / 2;
    }
  }

  /** The columns, the youngest keys first. */
  public List<Column> columns() {
    long most = 1;
    for (long count : counts) {
      most = Math.max(most, count);
    }
    int lowest = limits.stream().mapToInt(Control::days).min().orElse(Integer.MAX_VALUE);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i <= SPANS; i++) {
      int height = counts[i] == 0 ? 0 : (int) Math.max(2, counts[i] * TALLEST / most);
      columns.add(
          new Column(
              span(i, daysPerSpan),
              counts[i],
              counts[i] < 10_000 ? Long.toString(counts[i]) : counts[i] / 1000 + "k",
              LEFT + i * STEP + 2,
              FLOOR - height,
              STEP - 4,
              height,
              (long) i * daysPerSpan >= lowest));
    }
    return columns;
  }

  private static String span(int index, int days) {
    if (index == SPANS) {
      return "over %d days".formatted(SPANS * days);
    }
    return "%d to %d days".formatted(index == 0 ? 0 : index * days + 1, (index + 1) * days);
  }

  /** A mark on the axis, or a limit: its place, its text, and in which line the text stands. */
  public record Mark(int x, String text, int line) {}

  /** The ends of the columns, in days. */
  public List<Mark> axis() {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i <= SPANS; i++) {
      marks.add(new Mark(LEFT + i * STEP, Integer.toString(i * daysPerSpan), 0));
    }
    return marks;
  }

  /** The limits of the controls. */
  public List<Mark> limits() {
    List<Mark> marks = new ArrayList<>();
    for (Control control : limits) {
      marks.add(
          new Mark(
              LEFT + control.days() * STEP / daysPerSpan,
              "%s: %d days".formatted(control.id(), control.days()),
              marks.size() % 2));
    }
    return marks;
  }

  /** In a sentence, for those who do not see the drawing. */
  public String sentence() {
    long all = undated;
    for (long count : counts) {
      all += count;
    }
    long over = columns().stream().filter(Column::over).mapToLong(Column::count).sum();
    return limits.isEmpty()
        ? "%d Active keys by age in days.".formatted(all)
        : "%d Active keys by age in days; %d are in columns beyond the limit of %s."
            .formatted(all, over, limits().getFirst().text());
  }
}
