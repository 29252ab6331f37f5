package dev.keyturn.simulation;

import dev.keyturn.model.VersionId;
import dev.keyturn.plan.ServiceStep;
import dev.keyturn.proof.Tally;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A step of a rotation that is cancelled under its hands: paused before each of its AWS calls while
 * a person cancels the rotation and begins another, whose steps are carried out up to one of them,
 * and then going on as if nothing had happened. The promises are checked after every call.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OvertakenStepTest {
  /** Past the window in which a run may write, and past its lease. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMinutes(10), Duration.ofMinutes(30));

  /** How far the other rotation comes meanwhile: its key is stored, or current. */
  private static final List<ServiceStep> UP_TO =
      List.of(ServiceStep.CREATE_SECRET, ServiceStep.FINISH_SECRET);

  /** A rotation that found another one's lease needs it to be over. */
  private static final Duration BETWEEN = Duration.ofMinutes(25);

  private static final int MOST_REPLAYS = 4;

  private final World start = KeyLife.adopted(32);
  private final Access first = Access.remembered(start);
  private final Access second = Access.remembered(start);
  private final Tally tally = Tally.of("steps of a cancelled rotation", "schedules");

  /**
   * One way for it to go.
   *
   * @param before how long it is from the cancellation to the other rotation's steps
   * @param after how long it is from those to the moment when the paused step goes on
   */
  private record Schedule(
      ServiceStep paused, int call, ServiceStep upTo, Duration before, Duration after) {}

  OvertakenStepTest() {
    RotationByService.begin(start, RotationByService.ONE);
  }

  @AfterAll
  void tellHowManyWereTried() {
    tally.close();
    first.close();
    second.close();
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(ServiceStep.class)
  void aStepThatGoesOnAfterItsRotationWasCancelledBreaksNoPromise(ServiceStep paused) {
    World world = start.fork();
    Promises promises = new Promises(world, KeyLife.USER, KeyLife.SECRET, KeyLife.POLICY);
    for (ServiceStep before : ServiceStep.values()) {
      if (before.compareTo(paused) < 0) {
        step(first, world, promises, RotationByService.ONE, before, Paused.NEVER);
      }
    }
    World probe = world.fork();
    step(first, probe, promises.copy(), RotationByService.ONE, paused, Paused.NEVER);
    int length = (int) (probe.calls() - world.calls());
    for (int call = 1; call <= length; call++) {
      for (ServiceStep upTo : UP_TO) {
        Duration no = Duration.ZERO;
        tryOut(world.fork(), promises.copy(), new Schedule(paused, call, upTo, no, no));
        for (Duration pause : PAUSES) {
          tryOut(world.fork(), promises.copy(), new Schedule(paused, call, upTo, pause, no));
          tryOut(world.fork(), promises.copy(), new Schedule(paused, call, upTo, no, pause));
        }
      }
    }
  }

  private void tryOut(World world, Promises promises, Schedule schedule) {
    List<RunReport> reports = new ArrayList<>();
    Runnable meanwhile =
        () -> {
          RotationByService.cancel(world);
          RotationByService.begin(world, RotationByService.TWO);
          world.advance(schedule.before());
          for (ServiceStep step : ServiceStep.values()) {
            if (step.compareTo(schedule.upTo()) <= 0) {
              reports.add(step(second, world, promises, RotationByService.TWO, step, Paused.NEVER));
            }
          }
          world.advance(schedule.after());
        };
    tally.schedule(
        schedule.toString(),
        world::calls,
        () -> {
          reports.add(
              step(
                  first,
                  world,
                  promises,
                  RotationByService.ONE,
                  schedule.paused(),
                  new Paused(schedule.call(), meanwhile)));
          replay(world, promises, reports);
          AtRest.await(
              world,
              promises,
              () -> {
                RunReport report =
                    run(first, world, promises, new RunRequest.Advance(), Paused.NEVER);
                reports.add(report);
                return Optional.of(report);
              });
        });
  }

  /** The service tries the rotation that it has not given up again, and again a while later. */
  private void replay(World world, Promises promises, List<RunReport> reports) {
    for (int i = 0;
        i < MOST_REPLAYS && !RotationByService.isCurrent(world, RotationByService.TWO);
        i++) {
      for (ServiceStep step : ServiceStep.values()) {
        reports.add(step(second, world, promises, RotationByService.TWO, step, Paused.NEVER));
      }
      world.advance(BETWEEN);
    }
  }

  private static RunReport step(
      Access aws,
      World world,
      Promises promises,
      VersionId version,
      ServiceStep step,
      Paused paused) {
    return run(aws, world, promises, new RunRequest.TakeServiceStep(version, step), paused);
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
