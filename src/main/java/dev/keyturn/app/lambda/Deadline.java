package dev.keyturn.app.lambda;

import dev.keyturn.port.Sleeper;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The end that Lambda sets to an invocation. A run is asked to stop while there is time left to put
 * away what it has in hand, and no wait goes beyond that.
 */
final class Deadline implements Sleeper, BooleanSupplier {
  /**
   * For creating a key and storing it, or deleting it again, although AWS takes its time: one
   * attempt may wait twenty seconds, and three of them are made where that is safe. What is cut off
   * all the same is repaired by the next run.
   */
  static final Duration RESERVE = Duration.ofSeconds(60);

  /** What telling others may take, at worst ({@link Notifications}). */
  private static final Duration TELLING = Duration.ofSeconds(15);

  private final Supplier<Duration> left;
  private final Sleeper sleeper;

  /**
   * A deadline.
   *
   * @param left how much time the invocation has left
   */
  Deadline(Supplier<Duration> left, Sleeper sleeper) {
    this.left = left;
    this.sleeper = sleeper;
  }

  /** Whether so much can still be begun, and the reserve be kept. */
  boolean leaves(Duration time) {
    return left.get().compareTo(RESERVE.plus(time)) >= 0;
  }

  /** Whether there is still time to tell others, which comes out of the reserve. */
  boolean leavesTimeToTell() {
    return left.get().compareTo(TELLING) >= 0;
  }

  /** A wait that ends exactly where the reserve begins leaves nothing to go on in. */
  @Override
  public boolean getAsBoolean() {
    return left.get().compareTo(RESERVE) <= 0;
  }

  @Override
  public void sleep(Duration duration) {
    Duration most = left.get().minus(RESERVE);
    Duration shorter = duration.compareTo(most) < 0 ? duration : most;
    if (shorter.isPositive()) {
      sleeper.sleep(shorter);
    }
  }
}
