package dev.keyturn.simulation;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keyturn.plan.Reason;
import dev.keyturn.proof.Tally;
import dev.keyturn.simulation.Orders.Trouble;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
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
  private final Map<Reason, Long> asked = new EnumMap<>(Reason.class);

  static Stream<Arguments> encounters() {
    Map<String, Trouble> troubles = new TreeMap<>(Encounter.fewTroubles());
    if (Boolean.getBoolean("keyturn.orders.all")) {
      troubles.putAll(Encounter.allTroubles());
    }
    String only = System.getProperty("keyturn.orders.only", "");
    return Encounter.all().stream()
        .filter(encounter -> encounter.name().contains(only))
        .flatMap(encounter ->
            troubles.entrySet().stream()
                .map(entry -> arguments(encounter, entry.getKey(), entry.getValue())));
  }

  @AfterAll
  void tell() {
    tally.close();
    if (!asked.isEmpty()) {
      System.out.println("of the ends, a person is asked: " + asked);
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("encounters")
  void noOrderBreaksAPromise(Encounter encounter, String what, Trouble trouble) {
    encounter.tryOut(what, trouble, tally, asked);
  }
}
