package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.Happening;
import dev.keyturn.app.cli.demo.Keyturn;
import dev.keyturn.app.cli.demo.OldLambda;
import dev.keyturn.app.cli.demo.Scoreboard;
import dev.keyturn.app.cli.demo.Simulation;
import dev.keyturn.model.Policy;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small fleet with consumers through months of virtual time, decided by a seed. */
class SeededFleetTest {
  private static final int DAYS = 120;

  private record Outcome(Scoreboard score, List<Happening> trace) {}

  private static Outcome simulate(long seed) {
    List<Happening> trace = new ArrayList<>();
    try (Simulation simulation = new Simulation(seed, DAYS, new Keyturn(), trace::add)) {
      World world = simulation.aws().world();
      for (String user : Simulation.users()) {
        simulation.aws().gateway().observe(new Promises(world, user, user, policy(user)));
      }
      Outcome outcome = new Outcome(simulation.run(), trace);
      Leaks leaks = new Leaks();
      trace.forEach(leaks::hear);
      leaks.assertNone(world);
      return outcome;
    } catch (AssertionError broken) {
      throw new AssertionError(
          "seed %d: %s; replay: ./mvnw test -Dtest=SeededFleetTest -Dkeyturn.seed=%d"
              .formatted(seed, broken.getMessage(), seed),
          broken);
    }
  }

  /**
   * The fleet's one user whose application never reads again by itself has its previous key
   * switched off in use.
   */
  private static Policy policy(String user) {
    Policy base = Policy.DEFAULT;
    Policy.StillUsed stillUsed =
        user.equals("backup")
            ? new Policy.StillUsed.ForceAfter(Duration.ofDays(2))
            : base.stillUsed();
    return new Policy(
        base.maxAge(),
        base.overlap(),
        base.quiet(),
        base.recovery(),
        stillUsed,
        base.newKeyUse(),
        base.verification(),
        base.lease());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noConsumerEverFailsACall(long fixed) {
    long seed = Long.getLong("keyturn.seed", fixed);
    Outcome outcome = simulate(seed);
    assertThat(outcome.score().failedCalls()).as("seed %d", seed).isZero();
    assertThat(outcome.score().lockedOut()).as("seed %d", seed).isEmpty();
    assertThat(outcome.score().promoted()).as("seed %d", seed).isGreaterThanOrEqualTo(4);
    assertThat(outcome.score().orphans()).as("seed %d", seed).isGreaterThanOrEqualTo(1);
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    assertThat(simulate(7).trace()).isEqualTo(simulate(7).trace());
  }

  @Test
  void theOldLambdaLocksItsUsersOutInTheSameWorld() {
    try (Simulation simulation = new Simulation(1, DAYS, new OldLambda(), line -> {})) {
      Scoreboard score = simulation.run();
      assertThat(score.failedCalls()).isPositive();
      assertThat(score.lockedOut()).isNotEmpty();
    }
  }
}
