package dev.keyturn.model;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 90d}, {@code 36h}, {@code 15m}, {@code 5s}, or several
 * parts in that order, {@code 1d12h}.
 */
public final class Durations {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  private Durations() {}

  /** Reads a duration; empty when {@code text} is not one. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(part(matcher, 1))
            .plusHours(part(matcher, 2))
            .plusMinutes(part(matcher, 3))
            .plusSeconds(part(matcher, 4)));
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** Writes a duration the way {@link #parse} reads it; anything below a second is dropped. */
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), 'd');
    append(text, duration.toHoursPart(), 'h');
    append(text, duration.toMinutesPart(), 'm');
    append(text, duration.toSecondsPart(), 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  /** Writes the two largest parts only, for people: {@code 83d 4h}, {@code 12s}. */
  public static String rough(Duration duration) {
    Duration positive = duration.isNegative() ? duration.negated() : duration;
    if (positive.toDays() > 0) {
      return positive.toDays()
          + "d"
          + (positive.toHoursPart() > 0 ? " " + positive.toHoursPart() + "h" : "");
    }
    if (positive.toHours() > 0) {
      return positive.toHours()
          + "h"
          + (positive.toMinutesPart() > 0 ? " " + positive.toMinutesPart() + "m" : "");
    }
    if (positive.toMinutes() > 0) {
      return positive.toMinutes()
          + "m"
          + (positive.toSecondsPart() > 0 ? " " + positive.toSecondsPart() + "s" : "");
    }
    return positive.toSeconds() + "s";
  }

  private static void append(StringBuilder text, long amount, char unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }
}
