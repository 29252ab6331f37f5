package dev.keyturn.report.page;

import dev.keyturn.audit.Control;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * On which days of the weeks to come Active keys will be over a limit of age, in UTC. It keeps a
 * count a day, for fourteen weeks, however many keys there are.
 */
public final class DueCalendar {
  private static final int WEEKS = 14;
  private static final int SHADES = 4;
  private static final DateTimeFormatter WEEK =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private final Control limit;
  private final Instant now;
  private final LocalDate today;
  private final LocalDate begin;
  private final Map<LocalDate, Long> counts = new TreeMap<>();
  private long over;
  private long later;

  /**
   * A calendar.
   *
   * @param limit the control whose limit is reached; its rule is the keys' age
   */
  DueCalendar(Control limit, Instant now) {
    this.limit = limit;
    this.now = now;
    this.today = now.atZone(ZoneOffset.UTC).toLocalDate();
    this.begin = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /** A key fails once a whole day more than the limit has passed. */
  void add(Instant made) {
    Instant due = made.atZone(ZoneOffset.UTC).plusDays(limit.days() + 1L).toInstant();
    LocalDate day = due.atZone(ZoneOffset.UTC).toLocalDate();
    if (!due.isAfter(now)) {
      over++;
    } else if (day.isBefore(begin.plusWeeks(WEEKS))) {
      counts.merge(day, 1L, Long::sum);
    } else {
      later++;
    }
  }

  /** Which limit, such as {@code key-age: 90 days}. */
  public String limit() {
    return "%s: %d days".formatted(limit.id(), limit.days());
  }

  /** How many are over it already. */
  public long over() {
    return over;
  }

  /** How many will be, after the last week that is shown. */
  public long later() {
    return later;
  }

  /**
   * A day.
   *
   * @param number of the month
   * @param count how many keys; 0 for none
   * @param shade 1 to 4 for few to many, 0 for none
   */
  public record Day(int number, long count, int shade, boolean past) {}

  /** A week from Monday on, with the words for its first day. */
  public record Week(String from, List<Day> days) {}

  /** The weeks up to the last one in which a key falls due; none where none does. */
  public List<Week> weeks() {
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
    List<Week> weeks = new ArrayList<>();
    LocalDate last = counts.keySet().stream().reduce((one, two) -> two).orElse(begin.minusDays(1));
    for (LocalDate monday = begin; !monday.isAfter(last); monday = monday.plusWeeks(1)) {
      List<Day> days = new ArrayList<>();
      for (LocalDate day = monday; day.isBefore(monday.plusWeeks(1)); day = day.plusDays(1)) {
        long count = counts.getOrDefault(day, 0L);
        days.add(
            new Day(
                day.getDayOfMonth(),
                count,
                (int) Math.ceilDiv(count * SHADES, most),
                day.isBefore(today)));
      }
      weeks.add(new Week(WEEK.format(monday), days));
    }
    return weeks;
  }
}
