package dev.keyturn.sim.core;

import java.time.Duration;

/**
 * A range of durations to draw from.
 *
 * @param least the shortest, zero or more
 * @param most the longest, not below {@code least}
 */
public record Span(Duration least, Duration most) {
  /** Nothing but zero. */
  public static final Span ZERO = new Span(Duration.ZERO, Duration.ZERO);

  public Span {
    if (least.isNegative() || most.compareTo(least) < 0) {
      throw new IllegalArgumentException("not a span: " + least + " to " + most);
    }
  }

  /** Always the same duration. */
  public static Span exactly(Duration duration) {
    return new Span(duration, duration);
  }

  /** From one number of milliseconds to another. */
  public static Span millis(long least, long most) {
    return new Span(Duration.ofMillis(least), Duration.ofMillis(most));
  }
}
