package dev.keyturn.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Drives a served world's time by a real clock. While calls come, a second is a second, as whoever
 * polls for a key's propagation, or retries, lives in real time. Once no call has come for two
 * seconds, time runs faster, so that days pass while one reads the screen.
 */
public final class VirtualTimers {
  /** How long after a call time still runs at its real speed. */
  public static final Duration IDLE_AFTER = Duration.ofSeconds(2);

  private final InstantSource wall;
  private final double speed;
  private Instant lastWall;
  private Instant lastWorld;

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
    this.lastWall = wall.instant().minus(IDLE_AFTER);
    this.lastWorld = start.minus(IDLE_AFTER);
  }

  /** The world's time now. */
  public synchronized Instant now() {
    Duration passed = Duration.between(lastWall, wall.instant());
    if (passed.isNegative()) {
      // The real clock was set back; the world's never is.
      return lastWorld;
    }
    Duration idle = passed.minus(IDLE_AFTER);
    if (idle.isNegative()) {
      return lastWorld.plus(passed);
    }
    return lastWorld.plus(IDLE_AFTER).plus(scaled(idle));
  }

  /** The world's time now, at which a call has come. */
  public synchronized Instant onCall() {
    Instant now = now();
    lastWall = wall.instant();
    lastWorld = now;
    return now;
  }

  /** Skips a span of the world's time at once. */
  public synchronized void skip(Duration span) {
    lastWorld = lastWorld.plus(span);
  }

  private Duration scaled(Duration idle) {
    double nanos = idle.toNanos() * speed;
    return Duration.ofSeconds((long) (nanos / 1e9), (long) (nanos % 1e9));
  }
}
