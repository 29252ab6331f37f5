package dev.keyturn.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * AWS's time, learned from the {@code Date} header of its replies. Creation dates and leases are
 * compared with it, and requests are signed with it, so that a machine whose clock is wrong neither
 * misjudges a key's age nor has its signatures refused (AWS takes five minutes of difference).
 *
 * <p>A reply proves only a range: its date is cut to whole seconds, and was set at some moment
 * between the sending and the receiving. The assumed difference moves no further than that range
 * asks for, so that a slow network is not taken for a slow clock.
 */
final class AwsClock implements InstantSource {
  /** Less is left to this machine's clock, which is finer than whole seconds. */
  private static final Duration NEGLIGIBLE = Duration.ofSeconds(5);

  private final InstantSource base;
  private volatile Duration skew = Duration.ZERO;

  /** The last date that was read, as it was written, and what it says. */
  private @Nullable String lastDate;

  private Instant lastThere = Instant.EPOCH;

  AwsClock(InstantSource base) {
    this.base = base;
  }

  @Override
  public Instant instant() {
    Duration difference = skew;
    Instant here = base.instant();
    return difference.abs().compareTo(NEGLIGIBLE) > 0 ? here.plus(difference) : here;
  }

  /** What this machine's clock says, corrected by nothing. */
  Instant uncorrected() {
    return base.instant();
  }

  /** How far this machine's clock is behind AWS's; negative when it is ahead. */
  Duration skew() {
    return skew;
  }

  /**
   * Takes in a reply.
   *
   * @param sent by this machine's clock, before the request
   * @param received by this machine's clock, after the reply
   * @param date the reply's {@code Date}; one that is no HTTP date is passed over
   */
  synchronized void heard(Instant sent, Instant received, String date) {
    try {
      Instant there = read(date);
      Duration least = Duration.between(received, there);
      Duration most = Duration.between(sent, there.plusSeconds(1));
      if (skew.compareTo(least) < 0) {
        skew = least;
      } else if (skew.compareTo(most) > 0) {
        skew = most;
      }
    } catch (DateTimeParseException notADate) {
      // A proxy's or an emulator's; the clock stays as it is.
    }
  }

  /** The replies of one second have one date, which costs too much to be read for each of them. */
  private Instant read(String date) {
    if (!date.equals(lastDate)) {
      lastThere = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
      lastDate = date;
    }
    return lastThere;
  }
}
