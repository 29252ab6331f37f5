package dev.keyturn.simulation;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keyturn.proof.Tally;
import dev.keyturn.sim.World;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of faults in a key's life; the search of {@link PairsOfFaults}. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairsTest {
  private final Tally tally = Tally.of("pairs of faults", "states");

  static Stream<Arguments> stages() {
    return Stream.concat(
        of(Stage.adopted(), TwoRunCase::withKey),
        of(Stage.adoptedWithNewKey(), TwoRunCase::withoutKey));
  }

  private static Stream<Arguments> of(Stage life, Supplier<World> world) {
    return all(life)
        .filter(stage -> Disturbance.ALL || !stage.rotatesOnceMore())
        .map(stage -> arguments(stage, life, world));
  }

  private static Stream<Stage> all(Stage stage) {
    return Stream.concat(Stream.of(stage), stage.next().stream().flatMap(PairsTest::all));
  }

  @AfterAll
  void tell() {
    tally.close();
  }

  @ParameterizedTest(name = "the first in {0}")
  @MethodSource("stages")
  void noPairOfFaultsBreaksAPromise(Stage first, Stage life, Supplier<World> world) {
    World start = world.get();
    try (Tally.Work _ = tally.work();
        RememberedSdk sdk = RememberedSdk.of(start)) {
      PairsOfFaults.Count count =
          new PairsOfFaults(start, sdk).from(life, first, TwoRunCase.begin(start));
      tally.count(count.states, count.calls);
      System.out.printf("pairs of faults, the first in %s: %,d states%n", first, count.states);
      if (Disturbance.ALL) {
        System.out.printf(
            "of %,d beginnings of later stages with one fault to come %,d are an undisturbed"
                + " life's, and %,d were searched%n",
            count.quiet, count.undisturbed, count.carried);
      }
    } catch (AssertionError broken) {
      tally.broken();
      throw new AssertionError(first + ": " + broken.getMessage(), broken);
    }
  }
}
