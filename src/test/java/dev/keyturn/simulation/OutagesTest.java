package dev.keyturn.simulation;

import dev.keyturn.proof.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@link Outages}, of Keyturn itself. */
@Execution(ExecutionMode.CONCURRENT)
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
