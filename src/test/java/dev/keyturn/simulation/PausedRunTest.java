package dev.keyturn.simulation;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.rotate.Command;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.rotate.Report;
import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.KeyLife.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two runs on one secret: one is paused before each of its AWS calls, for a moment, for longer than
 * its lease, or for hours, and another runs from beginning to end meanwhile. The promises are
 * checked after every call of both.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PausedRunTest {
  private static final List<Duration> PAUSES =
      List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(3));

  private final World start = KeyLife.adopted(2);
  private final SimulatedAws first = new SimulatedAws(start);
  private final SimulatedAws second = new SimulatedAws(start);
  private int schedules;
  private long calls;

  /**
   * What the paused run and the other one are asked for.
   *
   * @param phases how many phases of the key's life are over before
   */
  record Meeting(String name, int phases, Command paused, Command other) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Meeting> meetings() {
    Command advance = new Command.Advance();
    Command rotate = new Command.Rotate();
    Command rollBack = new Command.RollBack(Optional.empty());
    return List.of(
        new Meeting("run meets run at a rotation", 0, advance, advance),
        new Meeting("run meets rotate at a rotation", 0, advance, rotate),
        new Meeting("rotate meets rotate", 0, rotate, rotate),
        new Meeting("run meets run at a deactivation", 1, advance, advance),
        new Meeting("deactivation meets rollback", 1, advance, rollBack),
        new Meeting("rollback meets deactivation", 1, rollBack, advance),
        new Meeting("rollback meets rollback", 1, rollBack, rollBack),
        new Meeting("rotate meets deactivation", 1, rotate, advance),
        new Meeting("run meets run at a deletion", 2, advance, advance),
        new Meeting("deletion meets rollback", 2, advance, rollBack),
        new Meeting("rollback meets deletion", 2, rollBack, advance));
  }

  @AfterAll
  void tellHowManyWereTried() {
    System.out.printf(
        "paused runs: %,d schedules, %,d AWS calls, 0 broken promises%n", schedules, calls);
    first.close();
    second.close();
  }

  @ParameterizedTest
  @MethodSource("meetings")
  void aRunThatIsPausedAtAnyCallBreaksNoPromiseWhenItGoesOn(Meeting meeting) {
    World world = start.fork();
    Promises promises = new Promises(world, KeyLife.USER, KeyLife.SECRET, KeyLife.POLICY);
    for (Phase phase : KeyLife.PHASES.subList(0, meeting.phases())) {
      world.advance(phase.later());
      run(first, world, promises, phase.command(), CallHook.NONE);
    }
    world.advance(KeyLife.PHASES.get(meeting.phases()).later());
    World probe = world.fork();
    run(first, probe, promises.copy(), meeting.paused(), CallHook.NONE);
    int length = (int) (probe.calls() - world.calls());
    for (Duration pause : PAUSES) {
      for (int call = 1; call <= length; call++) {
        String where = "%s, paused for %s at call %d".formatted(meeting, pause, call);
        tryOut(world.fork(), promises.copy(), meeting, pause, call, where);
      }
    }
  }

  private void tryOut(
      World world, Promises promises, Meeting meeting, Duration pause, int call, String where) {
    schedules++;
    long before = world.calls();
    List<Report> reports = new ArrayList<>();
    try {
      CallHook hook =
          nthCall(
              call,
              () -> {
                reports.add(run(second, world, promises, meeting.other(), CallHook.NONE));
                world.advance(pause);
                reports.add(run(second, world, promises, meeting.other(), CallHook.NONE));
              });
      reports.add(run(first, world, promises, meeting.paused(), hook));
      Quiet.await(
          world,
          promises,
          () -> {
            Report report = run(first, world, promises, new Command.Advance(), CallHook.NONE);
            reports.add(report);
            return Optional.of(report);
          });
    } catch (AssertionError broken) {
      throw new AssertionError(
          where + ": " + broken.getMessage() + "\n  " + Quiet.tell(reports), broken);
    } finally {
      calls += world.calls() - before;
    }
  }

  private static CallHook nthCall(int n, Runnable meanwhile) {
    int[] seen = {0};
    return (Call call, World world) -> {
      if (++seen[0] == n) {
        meanwhile.run();
      }
      return Fate.proceed();
    };
  }

  private static Report run(
      SimulatedAws aws, World world, Promises promises, Command command, CallHook hook) {
    aws.gateway().use(world).hook(hook).observe(promises);
    try {
      return new Reconciler(aws.ports(event -> {}), List.of()).run(KeyLife.TARGET, command);
    } finally {
      aws.gateway().hook(CallHook.NONE).forget(promises);
    }
  }
}
