package dev.keyturn.simulation;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.proof.Tally;
import dev.keyturn.rotate.Command;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.KeyLife.Phase;
import dev.keyturn.simulation.Orders.Mishap;
import dev.keyturn.simulation.Orders.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of faults: at any two calls of one run, or at one of it and one of the runs that
 * repair what it left; then on until quiet. States that were seen are not entered again.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairsTest {
  private static final Duration BETWEEN = Duration.ofMinutes(30);

  /** Longer would be a run that never comes to an end. */
  private static final int MOST_REPAIRS = 6;

  private final Tally tally = Tally.of("pairs of faults", "states");

  /** A run in a key's life, and what it is asked for. */
  record Stage(String name, int phases, Duration later, Function<Ports, Object> errand) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Stage> stages() {
    Command rollBack = new Command.RollBack(Optional.empty());
    List<Stage> stages = new ArrayList<>();
    stages.add(new Stage("adopt", 0, Duration.ZERO, Encounter::adopt));
    for (int i = 0; i < KeyLife.PHASES.size(); i++) {
      Phase phase = KeyLife.PHASES.get(i);
      stages.add(new Stage(phase.name(), i, phase.later(), Encounter.command(phase.command())));
    }
    Duration days = Duration.ofDays(5);
    stages.add(new Stage("roll back in the overlap", 1, days, Encounter.command(rollBack)));
    stages.add(new Stage("roll back after deactivation", 2, days, Encounter.command(rollBack)));
    return stages.stream();
  }

  private static Trouble two(World past) {
    Map<String, Mishap> mishaps = new HashMap<>();
    mishaps.put("killed before", Mishap.once(Fate.crashBefore()));
    mishaps.put("killed after", Mishap.once(Fate.crashAfter()));
    mishaps.put("reply lost", Mishap.once(Fate.replyLost()));
    mishaps.put("connection cut", Mishap.once(Fate.cut()));
    mishaps.put("throttled", Mishap.once(Fate.throttled()));
    mishaps.put("throttled for a minute", new Mishap(Fate.throttled(), Duration.ofMinutes(1)));
    mishaps.put("server error", Mishap.once(Fate.serverError()));
    mishaps.put("denied", Mishap.once(Fate.denied()));
    mishaps.put("denied for a while", new Mishap(Fate.denied(), Duration.ofSeconds(30)));
    mishaps.put("expired", new Mishap(Fate.expiredToken(), Duration.ofSeconds(30)));
    mishaps.put("stale", Mishap.once(Fate.stale(past)));
    return new Trouble(mishaps, 2, List.of(), false);
  }

  @AfterAll
  void tell() {
    tally.close();
  }

  @ParameterizedTest
  @MethodSource("stages")
  void noPairOfFaultsBreaksAPromise(Stage stage) {
    World world = Encounter.adopted();
    try (SimulatedAws aws = new SimulatedAws(world)) {
      Moment before = Encounter.begin(world);
      for (Phase phase : KeyLife.PHASES.subList(0, stage.phases())) {
        before.world().advance(phase.later());
        before.run(aws, phase.command(), CallHook.NONE);
      }
      before.world().advance(stage.later());
      new Search(aws).from(before, stage.errand(), two(before.world().fork()), stage.name());
    } catch (AssertionError broken) {
      tally.broken();
      throw new AssertionError(stage.name() + ": " + broken.getMessage(), broken);
    }
  }

  private final class Search {
    private final SimulatedAws aws;
    private final Set<Object> repaired = new HashSet<>();

    Search(SimulatedAws aws) {
      this.aws = aws;
    }

    void from(Moment start, Function<Ports, Object> errand, Trouble trouble, String name) {
      run(start, errand, trouble, name, 0);
    }

    private void run(
        Moment start, Function<Ports, Object> errand, Trouble trouble, String name, int repairs) {
      World world = start.world();
      try (Actor actor = new Actor(name, 1 + world.calls(), world, errand)) {
        Orders.End end =
            (after, promises, left) -> repair(new Moment(after, promises), trouble, left, repairs);
        Orders orders = new Orders(List.of(actor), trouble, world, end);
        Orders.Seen seen = orders.from(world.fork(), start.promises().copy());
        tally.count(seen.states(), seen.calls());
      }
    }

    private void repair(Moment left, Trouble trouble, int mishapsLeft, int repairs) {
      left.fork().untilQuiet(aws);
      left.world().advance(BETWEEN);
      boolean isNew = repaired.add(List.of(left.world().contents(), left.promises().contents()));
      if (mishapsLeft == 0 || mishapsLeft == trouble.atMost() || !isNew) {
        return;
      }
      if (repairs > MOST_REPAIRS) {
        throw new AssertionError("P8 broken: there is always something to repair");
      }
      Trouble one = new Trouble(trouble.mishaps(), mishapsLeft, List.of(), false);
      run(left, PairsTest::advance, one, "repair", repairs + 1);
    }
  }

  private static Object advance(Ports ports) {
    return new Reconciler(ports, List.of()).run(KeyLife.TARGET, new Command.Advance());
  }
}
