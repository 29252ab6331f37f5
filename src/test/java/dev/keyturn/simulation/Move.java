package dev.keyturn.simulation;

import dev.keyturn.sim.wire.WireRequest;
import java.time.Duration;

/** What a process does next. */
sealed interface Move {
  /** It calls AWS: the request is signed, and may arrive at any time. */
  record Send(WireRequest request) implements Move {}

  /** It waits. */
  record Sleep(Duration duration) implements Move {}

  /** It is over. */
  record End(Object outcome) implements Move {}
}
