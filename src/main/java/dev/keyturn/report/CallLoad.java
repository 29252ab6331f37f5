package dev.keyturn.report;

import java.time.Duration;

/**
 * How many AWS calls were made, proofs of new keys among them.
 *
 * @param reads calls that change nothing
 * @param writes calls that change something
 */
public record CallLoad(long reads, long writes) {
  /** How many reads a second an account should be asked for at most. */
  public static final int READS_PER_SECOND = 10;

  /** How many writes a second. */
  public static final int WRITES_PER_SECOND = 5;

  /** No call. */
  public static final CallLoad NONE = new CallLoad(0, 0);

  /** Both together. */
  public CallLoad plus(CallLoad other) {
    return new CallLoad(reads + other.reads, writes + other.writes);
  }

  /** The least time that these take within the limits of both. */
  public Duration least() {
    return Duration.ofSeconds(
        Math.max(Math.ceilDiv(reads, READS_PER_SECOND), Math.ceilDiv(writes, WRITES_PER_SECOND)));
  }
}
