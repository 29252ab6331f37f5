package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.core.SeededLuck;
import java.time.Duration;
import java.time.Instant;

/**
 * What each endpoint knows of a key. IAM is eventually consistent: a new key works here and not yet
 * there, at first even with relapses, as an endpoint is many hosts; a deactivated or deleted key
 * works for some seconds more.
 *
 * @param lag how slow
 * @param draws the luck of each key at each endpoint
 */
record KeyPropagation(PropagationDelays lag, SeededLuck draws) {
  private static final long FLAP_MILLIS = 250;

  /** Whether the endpoint accepts the key. */
  boolean accepts(Key key, String endpoint, Instant now) {
    SeededLuck luck = draws.on(key.id()).on(endpoint);
    Instant deleted = key.deleted();
    if (deleted != null && heard(deleted, luck.on("deletion").within(lag.deletion()), now)) {
      return false;
    }
    KeyState known = key.changes().getFirst().status();
    for (int i = 1; i < key.changes().size(); i++) {
      StatusChange change = key.changes().get(i);
      if (heard(change.at(), luck.on(i).within(lag.statusChange()), now)) {
        known = change.status();
      }
    }
    return known == KeyState.ACTIVE && (key.settled() || hasArrived(key, luck, now));
  }

  private boolean hasArrived(Key key, SeededLuck luck, Instant now) {
    Instant first = key.created().plus(luck.on("creation").within(lag.creation()));
    if (now.isBefore(first)) {
      return false;
    }
    if (!now.isBefore(first.plus(lag.flapping()))) {
      return true;
    }
    long moment = Duration.between(first, now).toMillis() / FLAP_MILLIS;
    return moment == 0 || luck.on("flap").on(moment).chance(0.5);
  }

  private static boolean heard(Instant at, Duration delay, Instant now) {
    return !now.isBefore(at.plus(delay));
  }
}
