package dev.keyturn.simulation;

import dev.keyturn.proof.Tally;
import dev.keyturn.result.RunRequest;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.KeyLife.Phase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run is killed at each of its calls, and the run that repairs what it left meets every fault at
 * each of its own. States that a kill leaves in more than one way are tried once.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashThenFaultTest {
  /** Nothing ran for this long: what a kill left is repaired all the same. */
  private static final Duration DAYS = Duration.ofDays(3);

  private static final Duration LEASE_IS_OVER = Duration.ofMinutes(30);

  private final World start = KeyLife.adopted(4);
  private final Tally tally = Tally.of("a kill, then a fault", "schedules");

  @AfterAll
  void tellHowManyWereTried() {
    tally.close();
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void noFaultInTheRunThatRepairsBreaksAPromise(int phaseIndex) {
    try (Access aws = Access.remembered(start)) {
      WorldSnapshot before = WorldSnapshot.of(start.fork());
      for (Phase phase : KeyLife.PHASES.subList(0, phaseIndex)) {
        before.world().advance(phase.later());
        before.run(aws, phase.command(), CallHook.NONE);
      }
      Phase phase = KeyLife.PHASES.get(phaseIndex);
      before.world().advance(phase.later());
      int length = before.length(aws, phase.command());
      Set<Object> seen = new HashSet<>();
      for (int call = 1; call <= length; call++) {
        for (Fault kill : List.of(Fault.KILLED_BEFORE, Fault.KILLED_AFTER)) {
          WorldSnapshot left = before.fork();
          left.run(aws, phase.command(), kill.at(call));
          WorldSnapshot forgotten = left.fork();
          forgotten.world().advance(DAYS);
          forgotten.untilQuiet(aws);
          left.world().advanceTo(before.world().now().plus(LEASE_IS_OVER));
          if (seen.add(left.world().contents())) {
            repair(aws, left, "%s at call %d of %s".formatted(kill, call, phase.name()));
          }
        }
      }
    }
  }

  private void repair(Access aws, WorldSnapshot left, String how) {
    int length = left.length(aws, new RunRequest.Advance());
    for (int call = 1; call <= length; call++) {
      for (Fault fault : Fault.values()) {
        WorldSnapshot moment = left.fork();
        String where = "%s, then %s at call %d of the next run".formatted(how, fault, call);
        CallHook hook = fault.at(call);
        tally.schedule(
            where,
            moment.world()::calls,
            () -> {
              moment.run(aws, new RunRequest.Advance(), hook);
              moment.untilQuiet(aws);
            });
      }
    }
  }
}
