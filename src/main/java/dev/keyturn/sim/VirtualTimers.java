package dev.keyturn.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Drives a served world's time by a real clock. While somebody is in the middle of something, a
 * second is a second, as whoever polls for a key's propagation, or retries, lives in real time.
 * Otherwise time runs faster, so that days pass while one reads the screen.
 *
 * <p>In the middle of something is whoever called within two seconds; whoever changed something
 * within twenty, as retries are up to sixteen apart; and whoever is rotating a secret, for three
 * minutes from the last change, as a key is looked at for two until it counts as not accepted. Who
 * only looks again and again, for another's rotation to be over or for a key to be old, sees time
 * pass.
 */
public final class VirtualTimers {
  /** How long after a call time still runs at its real speed. */
  public static final Duration IDLE_AFTER = Duration.ofSeconds(2);

  /** The same, after a call that may have changed something. */
  static final Duration IDLE_AFTER_WRITE = Duration.ofSeconds(20);

  /** The same, where a rotation is under way then. */
  static final Duration IDLE_AFTER_ROTATING = Duration.ofMinutes(3);

  private final InstantSource wall;
  private final double speed;
  private Instant lastWall;
  private Instant lastWorld;

  /** How long time runs at its real speed from {@code lastWall} on. */
  private Duration held = Duration.ZERO;

  /**
   * Starts at an instant of the world's time, idle.
   *
   * @param wall the real clock
   * @param start the world's time to begin with
   * @param speed how many seconds pass in each real second while idle; 1 for real time
   */
  public VirtualTimers(InstantSource wall, Instant start, double speed) {
    if (speed < 1) {
      throw new IllegalArgumentException("time can only be sped up");
    }
    this.wall = wall;
    this.speed = speed;
    this.lastWall = wall.instant();
    this.lastWorld = start;
  }

  /** The world's time now. */
  public synchronized Instant now() {
    Duration passed = passed();
    return passed.compareTo(held) <= 0
        ? lastWorld.plus(passed)
        : lastWorld.plus(held).plus(scaled(passed.minus(held)));
  }

  /** The world's time now, at which a call has come. */
  public synchronized Instant onCall() {
    Duration left = held.minus(passed());
    lastWorld = now();
    lastWall = wall.instant();
    held = left.compareTo(IDLE_AFTER) > 0 ? left : IDLE_AFTER;
    return lastWorld;
  }

  /**
   * Notes that the call that came last was to change something.
   *
   * @param rotating whether a rotation is under way, now that it was answered
   */
  public synchronized void onWrite(boolean rotating) {
    onCall();
    held = rotating ? IDLE_AFTER_ROTATING : IDLE_AFTER_WRITE;
  }

  /** Skips a span of the world's time at once. */
  public synchronized void skip(Duration span) {
    lastWorld = lastWorld.plus(span);
  }

  /** Nothing, where the real clock was set back: the world's never is. */
  private Duration passed() {
    Duration passed = Duration.between(lastWall, wall.instant());
    return passed.isNegative() ? Duration.ZERO : passed;
  }

  private Duration scaled(Duration idle) {
    double nanos = idle.toNanos() * speed;
    return Duration.ofSeconds((long) (nanos / 1e9), (long) (nanos % 1e9));
  }
}
