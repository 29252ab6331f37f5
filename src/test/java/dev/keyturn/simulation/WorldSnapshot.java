package dev.keyturn.simulation;

import dev.keyturn.model.PolicySource;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A world and the checker of its promises, which can be forked together and be run on. */
record WorldSnapshot(World world, Promises promises) {
  /** An overlap and a recovery window, one week each, and one to spare. */
  private static final int WEEKS = 3;

  /** What runs: Keyturn, or Keyturn with something wrong. */
  interface Engine {
    /** Keyturn as it is. */
    Engine REAL = ports -> ports;

    /** A deployment that lets tags ask for fewer proofs than its own. */
    PolicySource SHORT_PROOFS_ALLOWED =
        new PolicySource(
            "environment",
            Map.of(),
            Optional.of("verify-successes=1..,verify-span=0s..,verify-timeout=5s.."));

    /** The ports as this engine uses them. */
    Ports over(Ports ports);

    /** Settings that it has; tags of a secret may shorten its proofs, so that states meet. */
    default List<PolicySource> settings() {
      return List.of(SHORT_PROOFS_ALLOWED);
    }
  }

  /** The beginning of a key's life in {@code world}. */
  static WorldSnapshot of(World world) {
    return new WorldSnapshot(
        world, new Promises(world, KeyLife.USER, KeyLife.SECRET, KeyLife.POLICY));
  }

  /** An independent copy. */
  WorldSnapshot fork() {
    return new WorldSnapshot(world.fork(), promises.copy());
  }

  /**
   * Runs one process, as the promises are checked after each of its calls, and all it says is
   * searched for secrets; empty when it was killed.
   */
  Optional<RunReport> run(Access aws, RunRequest command, CallHook hook) {
    return run(aws, Engine.REAL, command, hook);
  }

  /** The same with another engine. */
  Optional<RunReport> run(Access aws, Engine engine, RunRequest command, CallHook hook) {
    aws.gateway().use(world).hook(hook).observe(promises);
    Leaks leaks = new Leaks();
    try {
      RunReport report =
          new Reconciler(engine.over(aws.ports(leaks::hear)), engine.settings())
              .run(KeyLife.TARGET, command);
      leaks.hear(report);
      return Optional.of(report);
    } catch (SimulatedCrash killed) {
      leaks.hear(killed);
      return Optional.empty();
    } finally {
      aws.gateway().hook(CallHook.NONE).forget(promises);
      leaks.assertNone(world);
    }
  }

  /** How many calls a command takes from here when nothing goes wrong. */
  int length(Access aws, RunRequest command) {
    return length(aws, Engine.REAL, command);
  }

  /** The same with another engine. */
  int length(Access aws, Engine engine, RunRequest command) {
    WorldSnapshot copy = fork();
    copy.run(aws, engine, command, CallHook.NONE);
    return (int) (copy.world.calls() - world.calls());
  }

  /** Runs until nothing changes any more. */
  void untilQuiet(Access aws) {
    untilQuiet(aws, Engine.REAL);
  }

  /** The same with another engine. */
  void untilQuiet(Access aws, Engine engine) {
    AtRest.await(world, promises, () -> run(aws, engine, new RunRequest.Advance(), CallHook.NONE));
  }

  /**
   * Lets weeks pass, with a run in each: what is only waited for has come by then, and nothing is
   * left but the current key.
   */
  void untilDone(Access aws) {
    untilDone(aws, Engine.REAL);
  }

  /** The same with another engine. */
  void untilDone(Access aws, Engine engine) {
    for (int week = 0; week < WEEKS; week++) {
      world.advance(Duration.ofDays(8));
      run(aws, engine, new RunRequest.Advance(), CallHook.NONE);
    }
    promises.done(world);
  }
}
