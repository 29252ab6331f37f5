package dev.keyturn.aws;

import dev.keyturn.port.DecisionTime;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What requests are signed with: AWS's time, but for writes the instant at which they were decided
 * on, where that is known. The SDK signs each attempt anew, and so would carry a decision of half
 * an hour ago out as if it were fresh when the process was suspended in between. Signed with the
 * time of the decision, AWS refuses it after fifteen minutes.
 */
final class SigningClock extends Clock {
  private final InstantSource now;

  SigningClock(InstantSource now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return Attempts.OF_THIS_WRITE.isBound() && DecisionTime.MADE_AT.isBound()
        ? DecisionTime.MADE_AT.get()
        : now.instant();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
