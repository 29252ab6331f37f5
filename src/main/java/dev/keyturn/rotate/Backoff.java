package dev.keyturn.rotate;

import dev.keyturn.port.Sleeper;
import java.time.Duration;

/**
 * How often one run tries again after failures that may pass, on top of the SDK's own retries: five
 * times, waiting twice as long each time.
 */
final class Backoff {
  private static final int MOST = 5;

  private final Sleeper sleeper;
  private int failures;

  Backoff(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /** Waits, unless there were too many failures already; false then. */
  boolean waitAndRetry() {
    if (failures == MOST) {
      return false;
    }
    sleeper.sleep(Duration.ofSeconds(1L << failures));
    failures++;
    return true;
  }
}
