package dev.keyturn.simulation;

import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The runs of the weeks after a person did something: again and again until at rest, then past the
 * overlap, past the recovery window, and a while longer. Where one of them begins in a state that
 * the same one began in before, the rest is known.
 */
final class LaterRuns {
  private final RememberedSdk sdk;
  private final Gateway gateway;
  private final long first;
  private final Map<Integer, Actor> actors = new HashMap<>();
  private final ValueNumbering distinct = new ValueNumbering();
  private final Set<Integer> known = new HashSet<>();
  private long calls;

  /**
   * Makes none yet.
   *
   * @param number the first of the numbers of the runs, as an {@link Actor} has one
   */
  LaterRuns(World world, RememberedSdk sdk, long number) {
    this.sdk = sdk;
    this.gateway = new Gateway(world);
    this.first = number;
  }

  /** How many AWS calls they have made. */
  long calls() {
    return calls;
  }

  /** Runs through those weeks, or fails. */
  void from(World world, BesideAPerson judge) {
    List<RunReport> reports = new ArrayList<>();
    try {
      for (int phase = 0; isAtRest(phase, world, judge, reports); phase++) {
        if (phase == MeddledLife.LATER.size()) {
          return;
        }
        world.advance(MeddledLife.LATER.get(phase));
      }
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n  " + AtRest.tell(reports), e);
    }
  }

  /** Runs until at rest; false where what follows is known. */
  private boolean isAtRest(int phase, World world, BesideAPerson judge, List<RunReport> reports) {
    for (int i = 0; i < MeddledLife.MOST_RUNS; i++) {
      world.advance(AtRest.BETWEEN);
      BesideAPerson next = judge.nextRun();
      int n = phase * MeddledLife.MOST_RUNS + i;
      if (!known.add(distinct.number(List.of(n, world.contents(), next.contents(world))))) {
        return false;
      }
      long before = world.calls();
      RunReport report = (RunReport) actor(n).alone(gateway, world, next.watching(0));
      calls += world.calls() - before;
      reports.add(report);
      if (MeddledLife.isAtRest(report)) {
        return true;
      }
    }
    throw new AssertionError(
        "P8 broken: not at rest after %d runs".formatted(MeddledLife.MOST_RUNS));
  }

  private Actor actor(int n) {
    return actors.computeIfAbsent(
        n, it -> new Actor("run", first + it, sdk, TwoRunCase.command(new RunRequest.Advance())));
  }
}
