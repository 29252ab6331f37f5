package dev.keyturn.simulation;

import dev.keyturn.app.lambda.SimulatedFunction;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.ServiceStep;
import dev.keyturn.proof.Tally;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every AWS call of the four steps of one rotation, and each operation failing
 * throughout, through the real handler. Then Secrets Manager begins again with the same version,
 * after a minute, half an hour or hours, which take turns; and the rotation is cancelled and
 * another begun, or nobody comes but the schedule, by turns, too.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepFaultsTest {
  /** How the service goes on. */
  private enum Then {
    SAME_VERSION_AFTER_A_MINUTE(Duration.ofMinutes(1)),
    SAME_VERSION_AFTER_HALF_AN_HOUR(Duration.ofMinutes(30)),
    SAME_VERSION_AFTER_HOURS(Duration.ofHours(5)),
    ANOTHER_VERSION(Duration.ofMinutes(2)),
    THE_SCHEDULE_ONLY(Duration.ofMinutes(30));

    private final Duration later;

    Then(Duration later) {
      this.later = later;
    }

    /**
     * How the service may go on after a fault: with the same version, and with another one or the
     * schedule only, by turns; in the larger search, in each of these ways.
     *
     * @param number which of the faults it is
     */
    static List<Then> of(int number) {
      List<Then> replays =
          List.of(
              SAME_VERSION_AFTER_A_MINUTE,
              SAME_VERSION_AFTER_HALF_AN_HOUR,
              SAME_VERSION_AFTER_HOURS);
      return Disturbance.ALL
          ? List.of(values())
          : List.of(
              replays.get(number % replays.size()),
              number % 2 == 0 ? ANOTHER_VERSION : THE_SCHEDULE_ONLY);
    }
  }

  private static final int MOST_REPLAYS = 4;
  private static final Duration BETWEEN = Duration.ofMinutes(25);

  private final World start = KeyLife.adopted(31);
  private final SimulatedFunction function = new SimulatedFunction(start);
  private final Access aws = Access.remembered(start);
  private final Tally tally = Tally.of("faults in the four steps", "schedules");

  private List<String> said = List.of();

  StepFaultsTest() {
    RotationByService.begin(start, RotationByService.ONE);
  }

  @AfterAll
  void tellHowManyWereTried() {
    tally.close();
    function.close();
    aws.close();
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(Fault.class)
  void noFaultAtAnyCallBreaksAPromise(Fault fault) {
    WorldSnapshot undisturbed = WorldSnapshot.of(start.fork());
    if (!rotate(undisturbed, RotationByService.ONE, CallHook.NONE)) {
      throw new AssertionError("an undisturbed rotation failed: " + said);
    }
    int length = (int) (undisturbed.world().calls() - start.calls());
    int first = List.of(Fault.values()).indexOf(fault);
    for (int call = 1; call <= length; call++) {
      for (Then then : Then.of(first + call)) {
        WorldSnapshot moment = WorldSnapshot.of(start.fork());
        CallHook hook = fault.at(call);
        tally.schedule(
            "%s at call %d, then %s".formatted(fault, call, then),
            moment.world()::calls,
            () -> survive(moment, hook, then));
      }
    }
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(Outage.class)
  void noOperationThatFailsThroughoutBreaksAPromise(Outage outage) {
    for (String action : actions()) {
      for (Then then : Then.values()) {
        WorldSnapshot moment = WorldSnapshot.of(start.fork());
        tally.schedule(
            "%s %s throughout, then %s".formatted(action, outage, then),
            moment.world()::calls,
            () -> survive(moment, outage.of(action, 0), then));
      }
    }
  }

  /** The operations that an undisturbed rotation takes. */
  private Set<String> actions() {
    Set<String> actions = new TreeSet<>();
    rotate(
        WorldSnapshot.of(start.fork()),
        RotationByService.ONE,
        (call, world) -> {
          actions.add(call.action());
          return Fate.proceed();
        });
    return actions;
  }

  private void survive(WorldSnapshot moment, CallHook hook, Then then) {
    World world = moment.world();
    rotate(moment, RotationByService.ONE, hook);
    world.advance(then.later);
    switch (then) {
      case SAME_VERSION_AFTER_A_MINUTE,
          SAME_VERSION_AFTER_HALF_AN_HOUR,
          SAME_VERSION_AFTER_HOURS -> {
        if (!rotateInTheEnd(moment, RotationByService.ONE)) {
          beginAnother(moment);
        }
      }
      case ANOTHER_VERSION -> beginAnother(moment);
      case THE_SCHEDULE_ONLY -> {}
    }
    moment.untilQuiet(aws);
  }

  /**
   * A version whose key had to be removed can not be used again; then only another rotation helps,
   * and it has to be possible to begin one.
   */
  private void beginAnother(WorldSnapshot moment) {
    if (RotationByService.isCurrent(moment.world(), RotationByService.ONE)) {
      return;
    }
    RotationByService.cancel(moment.world());
    RotationByService.begin(moment.world(), RotationByService.TWO);
    if (!rotateInTheEnd(moment, RotationByService.TWO)) {
      throw new AssertionError("P8 broken: never rotated; " + said);
    }
  }

  private boolean rotateInTheEnd(WorldSnapshot moment, VersionId version) {
    for (int i = 0; i < MOST_REPLAYS; i++) {
      if (rotate(moment, version, CallHook.NONE)) {
        return true;
      }
      moment.world().advance(BETWEEN);
    }
    return false;
  }

  /** The four steps, up to the first that fails; whether none did. */
  private boolean rotate(WorldSnapshot moment, VersionId version, CallHook hook) {
    World world = moment.world();
    function.gateway().use(world).hook(hook).observe(moment.promises());
    try {
      String secret = RotationByService.secret(world).arn();
      for (ServiceStep step : ServiceStep.values()) {
        function.step(step.word(), secret, version.value(), RotationByService.ROTATION_TOKEN);
      }
      if (!RotationByService.isCurrent(world, version)) {
        throw new AssertionError("finishSecret succeeded, and the version is not AWSCURRENT");
      }
      return true;
    } catch (SimulatedFunction.Failed | SimulatedCrash failed) {
      return false;
    } finally {
      function.gateway().hook(CallHook.NONE).forget(moment.promises());
      said = function.said();
      Leaks leaks = new Leaks();
      said.forEach(leaks::hear);
      leaks.assertNone(world);
    }
  }
}
