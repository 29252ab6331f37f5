package dev.keyturn.simulation;

import dev.keyturn.plan.Reason;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The runs of a schedule, from whatever a search of {@link Orders} leaves, until quiet. Where one
 * of them begins in a state that the same one began in before, what comes of it is known.
 */
final class Schedule {
  /** How it ends. */
  enum End {
    /** Quiet, and nobody was here before. */
    QUIET,
    /** In a state from which it is known to become quiet. */
    KNOWN,
    /** A person is asked about a key that nobody can prove to be ours. */
    ASKS
  }

  private final RememberedSdk sdk;
  private final Function<Ports, Object> errand;
  private final Set<Reason> mayAsk;
  private final Gateway gateway;
  private final List<Actor> runs = new ArrayList<>();
  private final ValueNumbering distinct = new ValueNumbering();
  private final Map<Integer, End> known = new HashMap<>();
  private final long first;
  private long calls;

  /**
   * A schedule.
   *
   * @param number the first of the numbers of its processes, as an {@link Actor} has one
   * @param errand what each of its runs does
   * @param mayAsk why it may end with asking a person about a key that nobody can prove to be ours
   */
  Schedule(
      World world,
      RememberedSdk sdk,
      long number,
      Function<Ports, Object> errand,
      Set<Reason> mayAsk) {
    this.gateway = new Gateway(world);
    this.sdk = sdk;
    this.first = number;
    this.errand = errand;
    this.mayAsk = mayAsk;
  }

  /** Runs until quiet, or fails. */
  End untilQuiet(WorldSnapshot moment) {
    List<Integer> passed = new ArrayList<>();
    List<Object> outcomes = new ArrayList<>();
    End end = null;
    while (end == null) {
      moment.world().advance(AtRest.BETWEEN);
      int state =
          distinct.number(
              List.of(
                  outcomes.size(),
                  moment.world().contents(),
                  moment.promises().contents(moment.world())));
      end = known.get(state);
      if (end == null) {
        passed.add(state);
        end = run(outcomes, moment).orElse(null);
      }
    }
    End later = end == End.ASKS ? End.ASKS : End.KNOWN;
    passed.forEach(state -> known.put(state, later));
    return end;
  }

  /** How many AWS calls it has made. */
  long calls() {
    return calls;
  }

  /** The next run; empty when there is more to do. */
  private Optional<End> run(List<Object> outcomes, WorldSnapshot moment) {
    long before = moment.world().calls();
    Object outcome = actor(outcomes.size()).alone(gateway, moment.world(), moment.promises());
    calls += moment.world().calls() - before;
    outcomes.add(outcome);
    if (AtRest.isQuiet(outcome)) {
      moment.promises().quiet(moment.world());
      return Optional.of(End.QUIET);
    }
    if (outcomes.size() < AtRest.MOST_RUNS) {
      return Optional.empty();
    }
    if (isAsking(outcome)) {
      return Optional.of(End.ASKS);
    }
    throw AtRest.never(outcomes);
  }

  private boolean isAsking(Object outcome) {
    return outcome instanceof RunReport report
        && report.taken().isEmpty()
        && report.outcome() instanceof RunOutcome.Halted halted
        && mayAsk.contains(halted.step().cause().reason());
  }

  private Actor actor(int n) {
    while (runs.size() <= n) {
      runs.add(new Actor("run", first + runs.size(), sdk, errand));
    }
    return runs.get(n);
  }
}
