package dev.keyturn.aws;

import dev.keyturn.port.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How fast IAM is asked, by all threads that work on one account together. AWS publishes no rate of
 * IAM's, and raises none; whoever goes beyond it slows down everybody else in the account. Secrets
 * Manager's rates are many times higher, and not counted here, nor are the few requests with which
 * a key is proved, whose distance in time means something. Safe for use by several threads.
 */
public final class Pace {
  /** So many seconds' worth may be asked for at once, so that small accounts never wait. */
  private static final int AT_ONCE = 20;

  private static final String COUNTED = "iam:";

  /** For how long nobody asks where AWS throttled a call through all of the SDK's attempts. */
  static final Duration AFTER_A_THROTTLE = Duration.ofSeconds(5);

  /** As fast as it goes. */
  static final Pace NONE =
      new Pace(new Turns(Duration.ZERO), new Turns(Duration.ZERO), () -> Instant.EPOCH, wait -> {});

  private final Turns reads;
  private final Turns writes;
  private final InstantSource clock;
  private final Sleeper sleeper;

  private Pace(Turns reads, Turns writes, InstantSource clock, Sleeper sleeper) {
    this.reads = reads;
    this.writes = writes;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * A pace.
   *
   * @param readsPerSecond lastingly; twenty times as many at once
   * @param writesPerSecond the same of writes
   * @param clock this machine's time
   */
  public static Pace of(
      int readsPerSecond, int writesPerSecond, InstantSource clock, Sleeper sleeper) {
    return new Pace(turns(readsPerSecond), turns(writesPerSecond), clock, sleeper);
  }

  private static Turns turns(int perSecond) {
    return new Turns(Duration.ofSeconds(1).dividedBy(perSecond));
  }

  /** The same for another account, which has not been asked for anything yet. */
  Pace anew() {
    return new Pace(new Turns(reads.apart), new Turns(writes.apart), clock, sleeper);
  }

  /** Waits until a read may be asked for. */
  void read(String action) {
    take(action, reads);
  }

  /** Waits until a write may be asked for. */
  void write(String action) {
    take(action, writes);
  }

  /**
   * AWS has asked to slow down. That is no fault of the secret in hand: all threads wait a while,
   * and what was throttled is tried again by the loop.
   */
  void throttled(String action) {
    if (action.startsWith(COUNTED)) {
      Instant until = clock.instant().plus(AFTER_A_THROTTLE);
      reads.notBefore(until);
      writes.notBefore(until);
    }
  }

  private void take(String action, Turns turns) {
    if (action.startsWith(COUNTED)) {
      Duration wait = turns.take(clock.instant());
      if (wait.isPositive()) {
        sleeper.sleep(wait);
      }
    }
  }

  /** Hands out turns, evenly apart (the generic cell rate algorithm, as in ITU-T I.371). */
  static final class Turns {
    private final Duration apart;
    private Instant next = Instant.EPOCH;
    private Instant seen = Instant.EPOCH;

    /**
     * Turns.
     *
     * @param apart how far two are apart; zero for as many as are wanted
     */
    Turns(Duration apart) {
      this.apart = apart;
    }

    /** No turn comes before then. */
    synchronized void notBefore(Instant when) {
      next = next.isBefore(when) ? when : next;
    }

    /** Takes the next turn; how long it is until then. */
    synchronized Duration take(Instant now) {
      if (apart.isZero()) {
        return Duration.ZERO;
      }
      if (now.isBefore(seen)) {
        // A clock that is set back by an hour has nobody wait for that hour.
        next = next.minus(Duration.between(now, seen));
      }
      seen = now;
      // What was not used lately may be used at once, up to a limit.
      Instant earliest = now.minus(apart.multipliedBy(AT_ONCE * perSecond() - 1));
      Instant turn = next.isBefore(earliest) ? earliest : next;
      next = turn.plus(apart);
      return turn.isAfter(now) ? Duration.between(now, turn) : Duration.ZERO;
    }

    private long perSecond() {
      return Math.max(1, Duration.ofSeconds(1).dividedBy(apart));
    }
  }
}
