package dev.keyturn.simulation;

import dev.keyturn.proof.Tally;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Reconciler;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two runs on one secret: one is paused before each of its AWS calls, for a moment, for longer than
 * its lease, or for hours, and another runs from beginning to end meanwhile. The promises are
 * checked after every call of both.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PausedRunTest {
  private static final List<Duration> PAUSES =
      List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(3));

  private final World start = KeyLife.adopted(2);
  private final Access first = Access.remembered(start);
  private final Access second = Access.remembered(start);
  private final Tally tally = Tally.of("paused runs", "schedules");

  /**
   * What the paused run and the other one are asked for.
   *
   * @param phases how many phases of the key's life are over before
   */
  record Meeting(String name, int phases, RunRequest paused, RunRequest other) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Meeting> meetings() {
    RunRequest advance = new RunRequest.Advance();
    RunRequest rotate = new RunRequest.Rotate();
    RunRequest rollBack = new RunRequest.RollBack(Optional.empty());
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
    tally.close();
    first.close();
    second.close();
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @MethodSource("meetings")
  void aRunThatIsPausedAtAnyCallBreaksNoPromiseWhenItGoesOn(Meeting meeting) {
    World world = start.fork();
    Promises promises = new Promises(world, KeyLife.USER, KeyLife.SECRET, KeyLife.POLICY);
    for (Phase phase : KeyLife.PHASES.subList(0, meeting.phases())) {
      world.advance(phase.later());
      run(first, world, promises, phase.command(), Paused.NEVER);
    }
    world.advance(KeyLife.PHASES.get(meeting.phases()).later());
    World probe = world.fork();
    run(first, probe, promises.copy(), meeting.paused(), Paused.NEVER);
    int length = (int) (probe.calls() - world.calls());
    for (Where where : Where.values()) {
      for (Duration pause : PAUSES) {
        for (int call = 1; call <= length; call++) {
          tryOut(world.fork(), promises.copy(), new Schedule(meeting, where, pause, call));
        }
      }
    }
  }

  /** Where a run is paused. */
  private enum Where {
    /** The request is signed, and has not arrived. */
    ON_THE_WIRE,
    /** The call is decided on, and nothing is signed yet. */
    BEFORE_SIGNING
  }

  private record Schedule(Meeting meeting, Where where, Duration pause, int call) {
    @Override
    public String toString() {
      return "%s, paused %s for %s at call %d".formatted(meeting, where, pause, call);
    }
  }

  private void tryOut(World world, Promises promises, Schedule schedule) {
    long before = world.calls();
    List<RunReport> reports = new ArrayList<>();
    Runnable meanwhile =
        () -> {
          reports.add(run(second, world, promises, schedule.meeting().other(), Paused.NEVER));
          world.advance(schedule.pause());
          reports.add(run(second, world, promises, schedule.meeting().other(), Paused.NEVER));
        };
    Paused paused = new Paused(schedule.call(), meanwhile);
    try {
      reports.add(
          switch (schedule.where()) {
            case ON_THE_WIRE -> onTheWire(world, promises, schedule, paused);
            case BEFORE_SIGNING -> run(first, world, promises, schedule.meeting().paused(), paused);
          });
      AtRest.await(
          world,
          promises,
          () -> {
            RunReport report = run(first, world, promises, new RunRequest.Advance(), Paused.NEVER);
            reports.add(report);
            return Optional.of(report);
          });
    } catch (AssertionError e) {
      tally.broken();
      throw new AssertionError(schedule + ": " + e.getMessage() + "\n  " + AtRest.tell(reports), e);
    } finally {
      tally.count(1, world.calls() - before);
    }
  }

  private RunReport onTheWire(World world, Promises promises, Schedule schedule, Paused paused) {
    first
        .gateway()
        .use(world)
        .hook((call, here) -> {
          paused.count();
          return Fate.proceed();
        });
    try {
      return run(first, world, promises, schedule.meeting().paused(), Paused.NEVER);
    } finally {
      first.gateway().hook(CallHook.NONE);
    }
  }

  private static RunReport run(
      Access aws, World world, Promises promises, RunRequest command, Paused paused) {
    aws.gateway().use(world).observe(promises);
    try {
      return new Reconciler(
              paused.ports(aws.ports(event -> {})), WorldSnapshot.Engine.REAL.settings())
          .run(KeyLife.TARGET, command);
    } finally {
      aws.gateway().forget(promises);
    }
  }
}
