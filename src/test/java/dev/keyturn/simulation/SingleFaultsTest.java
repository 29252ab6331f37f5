package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.Tally;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.KeyLife.Phase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every AWS call of a whole rotation and a whole retirement; then on until nothing
 * changes any more. The promises are checked after every call of all of it.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SingleFaultsTest {
  private final World start = KeyLife.adopted(1);
  private final Access rig = Access.live(start);
  private final Tally tally = Tally.of("single faults", "schedules");

  @BeforeAll
  void nothingGoesWrongWithoutFaults() {
    WorldSnapshot moment = WorldSnapshot.of(start.fork());
    for (Phase phase : KeyLife.PHASES) {
      moment.world().advance(phase.later());
      assertThat(moment.run(rig, phase.command(), CallHook.NONE)).isPresent();
    }
    assertThat(moment.world().iam().keys(moment.world().iam().user(KeyLife.USER).orElseThrow()))
        .hasSize(2);
  }

  @AfterAll
  void tellHowManyWereTried() {
    tally.close();
    rig.close();
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(Fault.class)
  void noFaultAtAnyCallBreaksAPromise(Fault fault) {
    WorldSnapshot before = WorldSnapshot.of(start.fork());
    for (int index = 0; index < KeyLife.PHASES.size(); index++) {
      Phase phase = KeyLife.PHASES.get(index);
      before.world().advance(phase.later());
      int length = before.length(rig, phase.command());
      for (int call = 1; call <= length; call++) {
        String where = "%s at call %d of phase %s".formatted(fault, call, phase.name());
        survive(before.fork(), fault, call, index, where);
      }
      before.run(rig, phase.command(), CallHook.NONE);
    }
  }

  private void survive(WorldSnapshot moment, Fault fault, int call, int phaseIndex, String where) {
    tally.schedule(
        where,
        moment.world()::calls,
        () -> {
          Phase faulty = KeyLife.PHASES.get(phaseIndex);
          moment.run(rig, faulty.command(), fault.at(call));
          moment.untilQuiet(rig);
          for (Phase phase : KeyLife.PHASES.subList(phaseIndex + 1, KeyLife.PHASES.size())) {
            moment.world().advance(phase.later());
            moment.run(rig, phase.command(), CallHook.NONE);
            moment.untilQuiet(rig);
          }
          moment.untilDone(rig);
        });
  }
}
