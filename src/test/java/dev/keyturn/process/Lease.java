package dev.keyturn.process;

import dev.keyturn.model.Durations;
import dev.keyturn.model.Setting;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A lease that nobody need wait long for, and what has to be in proportion to it.
 *
 * @param length of a lease, 20 minutes with AWS
 */
record Lease(Duration length) {
  /** For one process after the other. */
  static final Lease OF_ONE = new Lease(Duration.ofSeconds(48));

  /** For two processes of which one waits for the other's lease to end. */
  static final Lease OF_TWO = new Lease(Duration.ofSeconds(24));

  /** These settings, and the lease's own. */
  Map<Setting, String> with(Map<Setting, String> settings) {
    Map<Setting, String> all = new HashMap<>(settings);
    all.put(Setting.LEASE, Durations.format(length));
    // A proof has to fit into the quarter in which writes are made.
    all.put(Setting.VERIFY_TIMEOUT, Durations.format(length.dividedBy(4)));
    return all;
  }

  /** How long signatures last then: three quarters of it, as with AWS's quarter of an hour. */
  Duration signaturesLast() {
    return length.multipliedBy(3).dividedBy(4);
  }
}
