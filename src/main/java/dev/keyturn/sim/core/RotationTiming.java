package dev.keyturn.sim.core;

import java.time.Duration;

/**
 * When Secrets Manager calls a rotation function, and how often again after a failure. AWS
 * publishes neither; it says only that the whole process is retried several times.
 *
 * @param start from RotateSecret to the first step
 * @param betweenSteps from the end of one step to the next
 * @param mostReplays the whole process is replayed, with the same token, up to this many times;
 *     each rotation draws its own number
 * @param untilReplay from a failure to the replay
 * @param testVersionHoldsValue whether the pending version of a test-only rotation has a copy of
 *     the current value, as it was seen to have; AWS's guide does not promise it
 */
public record RotationTiming(
    Span start,
    Span betweenSteps,
    int mostReplays,
    Span untilReplay,
    boolean testVersionHoldsValue) {
  public RotationTiming {
    if (mostReplays < 0) {
      throw new IllegalArgumentException("replays are counted from zero");
    }
  }

  /** Seconds until the start, and up to three replays within the hour. */
  public static RotationTiming typical() {
    return new RotationTiming(
        Span.millis(500, 3_000),
        Span.millis(100, 1_500),
        3,
        new Span(Duration.ofSeconds(30), Duration.ofHours(1)),
        true);
  }

  /** The same with exactly this delay and at most so many replays. */
  public RotationTiming withReplays(int most, Span delay) {
    return new RotationTiming(start, betweenSteps, most, delay, testVersionHoldsValue);
  }

  /** The same with nothing in the version of a test-only rotation. */
  public RotationTiming withoutTestValue() {
    return new RotationTiming(start, betweenSteps, mostReplays, untilReplay, false);
  }
}
