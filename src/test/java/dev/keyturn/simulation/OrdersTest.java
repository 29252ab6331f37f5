package dev.keyturn.simulation;

import dev.keyturn.proof.Tally;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two processes on one secret, in every order of their AWS calls; the checks of {@link Orders}. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersTest {
  private final Tally tally = Tally.of("every order of two processes", "states");
  private final LongAdder asked = new LongAdder();

  static Stream<Arguments> encounters() {
    return Stream.concat(
        TwoRunCase.disturbed(TwoRunCase.all()),
        Disturbance.ALL
            ? TwoRunCase.disturbed(KilledBefore.all())
            : TwoRunCase.undisturbed(KilledBefore.all()));
  }

  @AfterAll
  void tell() {
    tally.close();
    System.out.printf(
        "%s: a person is asked at %d of the ends%n", getClass().getSimpleName(), asked.sum());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("encounters")
  void noOrderBreaksAPromise(TwoRunCase encounter, Disturbance disturbance) {
    encounter.tryOut(disturbance, tally, asked);
  }
}
