package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.Scoreboard;
import dev.keyturn.app.cli.demo.Simulation;
import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A small fleet through months, whose passes are screened by lists that may be wrong: no promise is
 * broken, and nothing is put off for longer than the day in which each secret has its turn.
 */
@Execution(ExecutionMode.CONCURRENT)
class ScreenedFleetTest {
  private static final int DAYS = 120;

  /** A day, and the pass in which the turn comes. */
  private static final Duration LONGEST = Duration.ofHours(24 + 12).plusMinutes(10);

  private static Policy policy(String user) {
    return user.equals("backup")
        ? Policy.DEFAULT.with(Setting.STILL_USED, "force-after:7d").orElseThrow()
        : Policy.DEFAULT;
  }

  /** A fleet that is kept by screened passes alone. */
  private static final class Fleet implements AutoCloseable {
    private final Simulation simulation;
    private final ScreenedKeyturn keyturn;
    private final Set<ReportTrouble> met = EnumSet.noneOf(ReportTrouble.class);

    Fleet(long seed) {
      LateAlgorithm late = new LateAlgorithm();
      simulation = new Simulation(seed, DAYS, late, line -> {});
      keyturn =
          new ScreenedKeyturn(
              new TroubledUsers(simulation.aws().accountUsers(), () -> met(trouble(seed))));
      late.is(keyturn);
      for (String user : Simulation.users()) {
        simulation
            .aws()
            .gateway()
            .observe(new Promises(simulation.aws().world(), user, user, policy(user)));
      }
    }

    /** Never any, each week something else, or one all the time. */
    private ReportTrouble trouble(long seed) {
      ReportTrouble[] all = ReportTrouble.values();
      long week = Duration.between(Instant.EPOCH, simulation.aws().world().now()).toDays() / 7;
      return switch ((int) (seed % 3)) {
        case 1 -> ReportTrouble.NONE;
        case 2 -> all[Math.floorMod(seed + week, all.length)];
        default -> ReportTrouble.OLD;
      };
    }

    private ReportTrouble met(ReportTrouble trouble) {
      met.add(trouble);
      return trouble;
    }

    Scoreboard run() {
      return simulation.run();
    }

    @Override
    public void close() {
      simulation.close();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nothingIsBrokenAndNothingIsPutOffForLong(long seed) {
    try (Fleet fleet = new Fleet(seed)) {
      Scoreboard score = fleet.run();
      System.out.printf(
          Locale.ROOT,
          "screened fleet, seed %d, %s: %d left alone, %d looked at, put off at most: %s%n",
          seed,
          fleet.met,
          fleet.keyturn.leftAlone(),
          fleet.keyturn.looked(),
          fleet.keyturn.delays());
      assertThat(score.failedCalls()).isZero();
      assertThat(score.lockedOut()).isEmpty();
      assertThat(score.promoted()).isGreaterThanOrEqualTo(4);
      assertThat(fleet.keyturn.leftAlone()).isGreaterThan(100);
      assertThat(fleet.keyturn.delays().values())
          .allSatisfy(delay -> assertThat(delay).isLessThanOrEqualTo(LONGEST));
      assertThat(fleet.met).hasSize(seed % 3 == 2 ? ReportTrouble.values().length : 1);
    }
  }
}
