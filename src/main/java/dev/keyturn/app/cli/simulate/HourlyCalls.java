package dev.keyturn.app.cli.simulate;

import dev.keyturn.report.CallLoad;
import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.CallResult;
import dev.keyturn.sim.World;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * Counts AWS calls by the hour. Those of a run count for the hour in which it begins, as if it were
 * worked through at once: that is the most that an account may be asked for.
 */
final class HourlyCalls implements CallObserver {
  private static final CallLoad READ = new CallLoad(1, 0);
  private static final CallLoad WRITE = new CallLoad(0, 1);

  private final TreeMap<Long, CallLoad> hours = new TreeMap<>();
  private long hour;

  @Override
  public void after(Call call, CallResult result, World world) {
    hours.merge(hour, call.reads() ? READ : WRITE, CallLoad::plus);
  }

  /** A run begins in this hour, counted from the beginning. */
  void runBegins(long at) {
    hour = at;
  }

  /** All calls. */
  CallLoad total() {
    return hours.values().stream().reduce(CallLoad.NONE, CallLoad::plus);
  }

  /** Those of the hour that would take longest. */
  CallLoad busiest() {
    return busiestUntil(Long.MAX_VALUE);
  }

  /** The same of the first hours. */
  CallLoad busiestUntil(long end) {
    return hours.headMap(end).values().stream()
        .max(Comparator.comparing(CallLoad::least))
        .orElse(CallLoad.NONE);
  }
}
