package dev.keyturn.port;

import java.time.Instant;

/**
 * When the write that is being made was decided on. Writes are signed with that instant, retries
 * included, so that AWS itself refuses one that comes more than fifteen minutes after its decision:
 * a process that is suspended in between, wherever, can do no harm when it wakes.
 */
public final class DecisionTime {
  /** The instant of the plan that the current write belongs to, by AWS's time. */
  public static final ScopedValue<Instant> MADE_AT = ScopedValue.newInstance();

  private DecisionTime() {}
}
