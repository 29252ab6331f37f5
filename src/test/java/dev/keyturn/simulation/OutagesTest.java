package dev.keyturn.simulation;

import dev.keyturn.proof.Tally;
import org.junit.jupiter.api.Test;

/** {@link Outages}, of Keyturn itself. */
class OutagesTest {
  @Test
  void noOperationThatFailsThroughoutARunBreaksAPromise() {
    try (Tally tally = Tally.of("an operation that fails throughout a run", "schedules")) {
      new Outages(
              WorldSnapshot.Engine.REAL,
              (where, moment, schedule) -> tally.schedule(where, moment.world()::calls, schedule))
          .run();
    }
  }
}
