package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.rotate.Command;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.rotate.Report;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.KeyLife.Phase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every AWS call of a whole rotation and a whole retirement; then on until nothing
 * changes any more. The promises are checked after every call of all of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SingleFaultsTest {
  private final World start = KeyLife.adopted(1);
  private final SimulatedAws rig = new SimulatedAws(start);
  private int schedules;
  private long calls;
  private int broken;

  /** The world and its checker at one moment. */
  private record Moment(World world, Promises promises) {
    Moment fork() {
      return new Moment(world.fork(), promises.copy());
    }
  }

  @BeforeAll
  void nothingGoesWrongWithoutFaults() {
    Moment moment = begin();
    for (Phase phase : KeyLife.PHASES) {
      moment.world().advance(phase.later());
      assertThat(pass(moment, phase.command(), CallHook.NONE)).isPresent();
    }
    assertThat(moment.world().iam().keys(moment.world().iam().user(KeyLife.USER).orElseThrow()))
        .hasSize(2);
  }

  @AfterAll
  void tellHowManyWereTried() {
    System.out.printf(
        "single faults: %,d schedules, %,d AWS calls, %d broken promises%n",
        schedules, calls, broken);
    rig.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void noFaultAtAnyCallBreaksAPromise(Fault fault) {
    Moment before = begin();
    for (int index = 0; index < KeyLife.PHASES.size(); index++) {
      Phase phase = KeyLife.PHASES.get(index);
      before.world().advance(phase.later());
      int length = length(before.fork(), phase);
      for (int call = 1; call <= length; call++) {
        String where = "%s at call %d of phase %s".formatted(fault, call, phase.name());
        survive(before.fork(), fault, call, index, where);
      }
      pass(before, phase.command(), CallHook.NONE);
    }
  }

  private Moment begin() {
    World world = start.fork();
    return new Moment(world, new Promises(world, KeyLife.USER, KeyLife.SECRET, KeyLife.POLICY));
  }

  private int length(Moment moment, Phase phase) {
    long first = moment.world().calls();
    pass(moment, phase.command(), CallHook.NONE);
    return (int) (moment.world().calls() - first);
  }

  private void survive(Moment moment, Fault fault, int call, int phaseIndex, String where) {
    schedules++;
    long first = moment.world().calls();
    try {
      Phase faulty = KeyLife.PHASES.get(phaseIndex);
      pass(moment, faulty.command(), fault.at(call));
      untilQuiet(moment);
      for (Phase phase : KeyLife.PHASES.subList(phaseIndex + 1, KeyLife.PHASES.size())) {
        moment.world().advance(phase.later());
        pass(moment, phase.command(), CallHook.NONE);
        untilQuiet(moment);
      }
    } catch (AssertionError e) {
      broken++;
      throw new AssertionError(where + ": " + e.getMessage(), e);
    } finally {
      calls += moment.world().calls() - first;
    }
  }

  private void untilQuiet(Moment moment) {
    Quiet.await(
        moment.world(),
        moment.promises(),
        () -> pass(moment, new Command.Advance(), CallHook.NONE));
  }

  /** One process: empty when it was killed. */
  private Optional<Report> pass(Moment moment, Command command, CallHook hook) {
    rig.gateway().use(moment.world()).hook(hook).observe(moment.promises());
    Leaks leaks = new Leaks();
    try {
      Report report =
          new Reconciler(rig.ports(leaks::hear), List.of()).run(KeyLife.TARGET, command);
      leaks.hear(report);
      return Optional.of(report);
    } catch (SimulatedCrash killed) {
      leaks.hear(killed);
      return Optional.empty();
    } finally {
      rig.gateway().hook(CallHook.NONE).forget(moment.promises());
      leaks.assertNone(moment.world());
    }
  }
}
