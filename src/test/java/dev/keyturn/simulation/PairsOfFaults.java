package dev.keyturn.simulation;

import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every pair of faults in the rest of a key's life, of which the first befalls a given stage. The
 * second befalls the same run, or one of those that repair what is left, or, in the larger search
 * ({@link Disturbance#ALL}), when all is quiet again, any run of a later stage. A state that a
 * stage began in before, with at least as many faults to come, is not entered again: an undisturbed
 * life has both of them still to come.
 */
final class PairsOfFaults {
  /** What was tried. */
  static final class Count {
    long states;
    long calls;
    long quiet;
    long undisturbed;
    long carried;
  }

  /** How many faults at most. */
  private static final int TWO = 2;

  /** More would be something to repair for ever. */
  private static final int MOST_REPAIRS = 6;

  private static final int NUMBERS = 100;
  private static final int REPAIRS = 10;
  private static final int SCHEDULE = 50;

  private final RememberedSdk sdk;
  private final Gateway gateway;
  private final ValueNumbering distinct = new ValueNumbering();
  private final Map<Integer, Integer> begun = new HashMap<>();
  private final Map<Integer, Actor> actors = new HashMap<>();
  private final Map<Stage, Schedule> schedules = new HashMap<>();
  private final Count count = new Count();

  PairsOfFaults(World world, RememberedSdk sdk) {
    this.sdk = sdk;
    this.gateway = new Gateway(world);
  }

  /**
   * Searches.
   *
   * @param life the first stage
   * @param first where the first fault comes
   * @param moment before the first stage
   */
  Count from(Stage life, Stage first, WorldSnapshot moment) {
    List<Runnable> searches = new ArrayList<>();
    undisturbed(
        life,
        moment,
        (stage, before) -> {
          begun.put(state(stage, before), TWO);
          if (stage.number() == first.number()) {
            searches.add(() -> search(stage, before, TWO));
          }
        });
    searches.forEach(Runnable::run);
    schedules.values().forEach(schedule -> count.calls += schedule.calls());
    return count;
  }

  @FunctionalInterface
  private interface Begins {
    void stage(Stage stage, WorldSnapshot before);
  }

  private void undisturbed(Stage stage, WorldSnapshot before, Begins begins) {
    begins.stage(stage, before.fork());
    WorldSnapshot after = before.fork();
    actor(stage, 0).alone(gateway, after.world(), after.promises());
    stage.next().forEach(next -> undisturbed(next, at(next, before, after), begins));
  }

  /** The beginning of the next stage, which is a while after the beginning of the one before. */
  private static WorldSnapshot at(Stage next, WorldSnapshot before, WorldSnapshot quiet) {
    WorldSnapshot moment = quiet.fork();
    moment.world().advanceTo(before.world().now().plus(next.later()));
    return moment;
  }

  private int state(Stage stage, WorldSnapshot moment) {
    return distinct.number(
        List.of(
            stage.number(), moment.world().contents(), moment.promises().contents(moment.world())));
  }

  /** A stage begins, with some faults still to come. */
  private void begin(Stage stage, WorldSnapshot moment, int left) {
    Integer before = begun.putIfAbsent(state(stage, moment), left);
    boolean isNew = before == null || before < left;
    if (left == 1) {
      count.quiet++;
      count.carried += isNew ? 1 : 0;
      count.undisturbed += !isNew && before == TWO ? 1 : 0;
    }
    if (isNew) {
      begun.put(state(stage, moment), left);
      search(stage, moment, left);
    }
  }

  private void search(Stage stage, WorldSnapshot before, int left) {
    new Search(stage, before).run(before, 0, left, false);
  }

  private Actor actor(Stage stage, int n) {
    return actors.computeIfAbsent(
        NUMBERS * stage.number() + (n == 0 ? 0 : REPAIRS + n),
        number ->
            new Actor(
                n == 0 ? stage.name() : "repair",
                number,
                sdk,
                n == 0 ? stage.errand() : stage.again()));
  }

  private Schedule schedule(Stage stage) {
    return schedules.computeIfAbsent(
        stage,
        it ->
            new Schedule(
                gateway.world(), sdk, NUMBERS * it.number() + SCHEDULE, it.again(), Set.of()));
  }

  /** One stage, from one beginning. */
  private final class Search {
    private final Stage stage;
    private final WorldSnapshot before;
    private final Set<Integer> settled = new HashSet<>();

    Search(Stage stage, WorldSnapshot before) {
      this.stage = stage;
      this.before = before;
    }

    /**
     * The n-th run of the stage; the others repair what the ones before have left.
     *
     * @param idle whether it has nothing to do unless it is disturbed
     */
    void run(WorldSnapshot moment, int n, int left, boolean idle) {
      Orders.End<Promises> end =
          (world, promises, stillLeft) -> {
            if (!idle || stillLeft < left) {
              settle(new WorldSnapshot(world, promises), n + 1, stillLeft);
            }
          };
      // A stale read is answered from a state that is seconds old: that in which the run began.
      FaultBudget trouble =
          new FaultBudget(Fault.mishaps(moment.world().fork()), left, List.of(), false);
      Orders<Promises> orders =
          new Orders<>(List.of(actor(stage, n)), trouble, gateway.world(), end);
      Orders.Seen seen = orders.from(moment.world().fork(), moment.promises().copy());
      count.states += seen.states();
      count.calls += seen.calls();
    }

    private void settle(WorldSnapshot moment, int n, int left) {
      WorldSnapshot undisturbed = moment.fork();
      boolean isNew = schedule(stage).untilQuiet(undisturbed) == Schedule.End.QUIET;
      if (left == 0) {
        if (isNew) {
          goOn(undisturbed, 0);
        }
        return;
      }
      if (n > MOST_REPAIRS) {
        throw new AssertionError("P8 broken: there is always something to repair");
      }
      moment.world().advance(AtRest.BETWEEN);
      if (!settled.add(
          distinct.number(
              List.of(
                  n,
                  moment.world().contents(),
                  moment.promises().contents(moment.world()),
                  left)))) {
        return;
      }
      WorldSnapshot next = moment.fork();
      boolean quiet = AtRest.isQuiet(actor(stage, n).alone(gateway, next.world(), next.promises()));
      if (quiet) {
        goOn(moment, Disturbance.ALL ? left : 0);
      }
      if (!quiet || left < TWO) {
        run(moment, n, left, quiet);
      }
    }

    private void goOn(WorldSnapshot quiet, int left) {
      stage.next().forEach(next -> begin(next, at(next, before, quiet), left));
    }
  }
}
