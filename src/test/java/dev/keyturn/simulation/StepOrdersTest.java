package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.plan.ServiceStep;
import dev.keyturn.proof.Tally;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.CallHook;
import dev.keyturn.simulation.TwoRunCase.Preparation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A step of Secrets Manager's that is delivered twice at once, or meets another process: every
 * order of their AWS calls, as in {@link OrdersTest}.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepOrdersTest {
  private static final Function<Ports, Object> CREATE =
      RotationByService.step(RotationByService.ONE, ServiceStep.CREATE_SECRET);
  private static final Function<Ports, Object> SET =
      RotationByService.step(RotationByService.ONE, ServiceStep.SET_SECRET);
  private static final Function<Ports, Object> TEST =
      RotationByService.step(RotationByService.ONE, ServiceStep.TEST_SECRET);
  private static final Function<Ports, Object> FINISH =
      RotationByService.step(RotationByService.ONE, ServiceStep.FINISH_SECRET);
  private static final Function<Ports, Object> RUN = TwoRunCase.command(new RunRequest.Advance());
  private static final Function<Ports, Object> ROTATE = TwoRunCase.command(new RunRequest.Rotate());

  private static final Preparation BEGUN =
      (aws, moment) -> RotationByService.begin(moment.world(), RotationByService.ONE);

  /** No call takes time here: without a second in between, its lease would still be held. */
  private static final Preparation CREATED =
      (aws, moment) -> {
        BEGUN.prepare(aws, moment);
        moment.run(
            aws,
            new RunRequest.TakeServiceStep(RotationByService.ONE, ServiceStep.CREATE_SECRET),
            CallHook.NONE);
        moment.world().advance(Duration.ofSeconds(1));
      };

  /** Another version was created for, and given up. */
  private static final Preparation BEGUN_ANEW =
      (aws, moment) -> {
        CREATED.prepare(aws, moment);
        RotationByService.cancel(moment.world());
        RotationByService.begin(moment.world(), RotationByService.TWO);
      };

  private final Tally tally = Tally.of("every order of a step and another process", "states");
  private final LongAdder asked = new LongAdder();

  static Stream<Arguments> encounters() {
    return TwoRunCase.disturbed(
        List.of(
            new TwoRunCase("createSecret / createSecret", 0, BEGUN, CREATE, CREATE),
            new TwoRunCase("createSecret / run", 0, BEGUN, CREATE, RUN),
            new TwoRunCase("createSecret / rotate", 0, BEGUN, CREATE, ROTATE),
            new TwoRunCase("setSecret / setSecret", 0, CREATED, SET, SET),
            new TwoRunCase("testSecret / testSecret", 0, CREATED, TEST, TEST),
            new TwoRunCase("testSecret / run", 0, CREATED, TEST, RUN),
            new TwoRunCase("finishSecret / finishSecret", 0, CREATED, FINISH, FINISH),
            new TwoRunCase("finishSecret / run", 0, CREATED, FINISH, RUN),
            new TwoRunCase("finishSecret / createSecret", 0, CREATED, FINISH, CREATE),
            new TwoRunCase(
                "createSecret of another version / run",
                0,
                BEGUN_ANEW,
                RotationByService.step(RotationByService.TWO, ServiceStep.CREATE_SECRET),
                RUN),
            new TwoRunCase(
                "finishSecret that was given up / createSecret of another version",
                0,
                BEGUN_ANEW,
                FINISH,
                RotationByService.step(RotationByService.TWO, ServiceStep.CREATE_SECRET))));
  }

  @AfterAll
  void tell() {
    tally.close();
    System.out.printf(
        "%s: a person is asked at %d of the ends%n", getClass().getSimpleName(), asked.sum());
  }

  @Test
  void finishSecretHasARotationToFinishWhereItMeetsAnother() {
    try (Access aws = Access.remembered(TwoRunCase.adopted())) {
      WorldSnapshot moment = TwoRunCase.after(0, aws.gateway().world(), aws);
      CREATED.prepare(aws, moment);
      moment.run(
          aws,
          new RunRequest.TakeServiceStep(RotationByService.ONE, ServiceStep.FINISH_SECRET),
          CallHook.NONE);
      assertThat(RotationByService.isCurrent(moment.world(), RotationByService.ONE)).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("encounters")
  void noOrderBreaksAPromise(TwoRunCase encounter, Disturbance disturbance) {
    encounter.tryOut(disturbance, tally, asked);
  }
}
