package dev.keyturn.sim.iam;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The first use of an access key within a span of 15 minutes. IAM records no other.
 *
 * @param at when
 * @param service the service that was called, by its signing name
 * @param region the region that was called
 */
public record Use(Instant at, String service, String region) {
  private static final long SPAN_SECONDS = 900;

  /** The time that IAM tells, in whole seconds. */
  public Instant date() {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }

  boolean sharesSpanWith(Instant other) {
    return Math.floorDiv(at.getEpochSecond(), SPAN_SECONDS)
        == Math.floorDiv(other.getEpochSecond(), SPAN_SECONDS);
  }
}
