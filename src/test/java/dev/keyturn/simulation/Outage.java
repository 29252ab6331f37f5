package dev.keyturn.simulation;

import dev.keyturn.result.RunRequest;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A way in which one operation fails for as long as a run takes, all else being well. */
enum Outage {
  /** A permission that is missing. */
  DENIED,
  /** Requests that do not arrive, of which nobody can say whether they did. */
  CUT;

  private Fate fate() {
    return switch (this) {
      case DENIED -> Fate.denied();
      case CUT -> Fate.cut();
    };
  }

  /**
   * Lets an operation fail, and the run be killed after one of its other calls.
   *
   * @param action such as {@code iam:DeleteAccessKey}
   * @param killedAfter the call, counted from 1; 0 for none
   */
  CallHook of(String action, int killedAfter) {
    int[] seen = {0};
    return (call, world) ->
        call.is(action) ? fate() : ++seen[0] == killedAfter ? Fate.crashAfter() : Fate.proceed();
  }

  /** The operations that a command takes from here. */
  static List<String> actions(
      Access aws, WorldSnapshot.Engine engine, WorldSnapshot before, RunRequest command) {
    Set<String> actions = new TreeSet<>();
    before
        .fork()
        .run(
            aws,
            engine,
            command,
            (call, world) -> {
              actions.add(call.action());
              return Fate.proceed();
            });
    return List.copyOf(actions);
  }

  /** How many calls a command takes that do not fail. */
  int length(
      Access aws,
      WorldSnapshot.Engine engine,
      WorldSnapshot before,
      RunRequest command,
      String action) {
    int[] seen = {0};
    before
        .fork()
        .run(
            aws,
            engine,
            command,
            (call, world) -> {
              if (call.is(action)) {
                return fate();
              }
              seen[0]++;
              return Fate.proceed();
            });
    return seen[0];
  }
}
