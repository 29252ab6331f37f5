package dev.keyturn.report;

import dev.keyturn.model.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as people read them: always in UTC, as AWS shows them, beside how far away they are. */
public final class TimeText {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TimeText() {}

  /** Date and time to the minute. */
  public static String minute(Instant at) {
    return MINUTE.format(at);
  }

  /** The time of day, for timelines. */
  public static String clock(Instant at) {
    return CLOCK.format(at);
  }

  /** {@code in 6d 23h}, or {@code now}. */
  static String until(Instant then, Instant now) {
    return then.isAfter(now) ? "in " + Durations.rough(Duration.between(now, then)) : "now";
  }

  /** {@code 2h 5m ago}. */
  static String ago(Instant then, Instant now) {
    return Durations.rough(nonNegative(Duration.between(then, now))) + " ago";
  }

  /** How old something is that was made {@code then}. */
  public static String age(Instant then, Instant now) {
    return Durations.rough(nonNegative(Duration.between(then, now)));
  }

  /** {@code now, since 2026-03-01 00:00 UTC} or {@code in 6d, 2026-03-08 00:00 UTC}. */
  public static String due(Instant then, Instant now) {
    return then.isAfter(now)
        ? until(then, now) + ", " + minute(then)
        : "now, since " + minute(then);
  }

  /** Clocks differ by a little; nothing was made in the future. */
  private static Duration nonNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
