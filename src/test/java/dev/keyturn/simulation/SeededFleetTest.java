package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.app.cli.demo.Algorithm;
import dev.keyturn.app.cli.demo.Keyturn;
import dev.keyturn.app.cli.demo.OldLambda;
import dev.keyturn.app.cli.demo.Scoreboard;
import dev.keyturn.app.cli.demo.Simulation;
import dev.keyturn.app.cli.demo.TimelineEntry;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small fleet with consumers through months of virtual time, decided by a seed. */
@Execution(ExecutionMode.CONCURRENT)
class SeededFleetTest {
  private static final int DAYS = 120;

  private record Outcome(Scoreboard score, List<TimelineEntry> trace, int lateUses) {}

  private static Outcome simulate(long seed) {
    return simulate(seed, new Keyturn());
  }

  /** Each previous key is used once more in the last hours of its overlap. */
  private static Outcome simulate(long seed, Algorithm algorithm) {
    List<TimelineEntry> trace = new ArrayList<>();
    try (Simulation simulation = new Simulation(seed, DAYS, algorithm, trace::add)) {
      World world = simulation.aws().world();
      List<LateUse> late = new ArrayList<>();
      for (String user : Simulation.users()) {
        Promises promises = new Promises(world, user, user, policy(user));
        LateUse use = new LateUse(promises, Policy.DEFAULT.overlap());
        late.add(use);
        simulation.aws().gateway().observe(promises).observe(use);
      }
      Scoreboard score = simulation.run();
      Outcome outcome = new Outcome(score, trace, late.stream().mapToInt(LateUse::uses).sum());
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
    return user.equals("backup")
        ? Policy.DEFAULT.with(Setting.STILL_USED, "force-after:7d").orElseThrow()
        : Policy.DEFAULT;
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
    assertThat(outcome.lateUses()).as("seed %d", seed).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aFleetWhoseKeysNeedNotBeQuietIsCaught() {
    assertThatThrownBy(() -> simulate(1, new WithoutQuiet()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("P4 broken");
  }

  /** Keyturn as {@link Defect#FORGETS_QUIET} has it. */
  private static final class WithoutQuiet implements Algorithm {
    @Override
    public String name() {
      return "without quiet";
    }

    @Override
    public Duration interval() {
      return new Keyturn().interval();
    }

    @Override
    public void run(List<ManagedSecret> fleet, Ports ports) {
      Reconciler reconciler = new Reconciler(ports, Defect.FORGETS_QUIET.settings());
      fleet.forEach(target -> reconciler.run(target, new RunRequest.Advance()));
    }
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
