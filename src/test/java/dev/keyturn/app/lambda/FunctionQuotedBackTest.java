package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keyturn.hostile.Echo;
import dev.keyturn.hostile.Echo.Quoting;
import dev.keyturn.hostile.Echo.Refusal;
import dev.keyturn.hostile.PrintedSecrets;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.RotationTiming;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The same for the function: nothing of what AWS quotes is in its log, its answers, or what it
 * announces, which the simulator has nobody to take from it, so that it is in the log.
 */
class FunctionQuotedBackTest {
  private static final int MOST_CALLS = 80;
  private static final List<Refusal> REFUSALS = List.of(Refusal.values());
  private static final List<Quoting> WAYS = List.of(Quoting.values());

  @Test
  @DisplayName("Whatever AWS quotes, at whatever call of a sweep, no secret is said")
  void sweep() {
    everywhere(SimulatedFunction::schedule);
  }

  @Test
  @DisplayName("Whatever AWS quotes, at whatever call of a step, no secret is said")
  void steps() {
    everywhere(function -> {
      String token = "11111111-1111-1111-1111-111111111111";
      for (String step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
        function.step(step, "app/alice", token, "rotation-token-of-some-length");
      }
    });
  }

  private static void everywhere(Consumer<SimulatedFunction> work) {
    int from = 0;
    boolean refused = true;
    while (from < MOST_CALLS && refused) {
      refused = false;
      for (int turn = 2 * from; turn < 2 * from + 2; turn++) {
        Refusal refusal = REFUSALS.get(turn % REFUSALS.size());
        refused |= fails(work, from, refusal, WAYS.get(turn % WAYS.size()));
      }
      from++;
    }
    assertThat(from).isBetween(1, MOST_CALLS - 1);
  }

  private static boolean fails(
      Consumer<SimulatedFunction> work, int from, Refusal refusal, Quoting quoting) {
    World world = AdoptedUsers.world(RotationTiming.typical());
    PrintedSecrets.plant(world, "app/alice", "alice");
    AtomicReference<Echo> echo = new AtomicReference<>();
    try (SimulatedFunction function =
        new SimulatedFunction(
            world,
            aws -> {
              echo.set(
                  new Echo(aws, from, refusal, quoting)
                      .knows(world.administrator().secretAccessKey()));
              return echo.get();
            })) {
      function
          .with("KEYTURN_EVENT_BUS", "default")
          .with("KEYTURN_VERIFY_TIMEOUT", "10s")
          .with("secrets", "app/alice");
      var failed =
          catchThrowableOfType(SimulatedFunction.Failed.class, () -> work.accept(function));
      String said = function.said() + String.valueOf(failed);
      assertThat(PrintedSecrets.in(said, world))
          .as("at call %d, %s, %s:%n%s", from, refusal, quoting, said)
          .isEmpty();
      assertThat(said).doesNotContain("rotation-token-of");
      return echo.get().refused();
    }
  }
}
