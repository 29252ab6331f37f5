package dev.keyturn.simulation;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.rotate.Command;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.rotate.Report;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import java.util.List;
import java.util.Optional;

/** A world and the checker of its promises, which can be forked together and be run on. */
record Moment(World world, Promises promises) {
  /** The beginning of a key's life in {@code world}. */
  static Moment of(World world) {
    return new Moment(world, new Promises(world, KeyLife.USER, KeyLife.SECRET, KeyLife.POLICY));
  }

  /** An independent copy. */
  Moment fork() {
    return new Moment(world.fork(), promises.copy());
  }

  /**
   * Runs one process, as the promises are checked after each of its calls, and all it says is
   * searched for secrets; empty when it was killed.
   */
  Optional<Report> run(SimulatedAws aws, Command command, CallHook hook) {
    aws.gateway().use(world).hook(hook).observe(promises);
    Leaks leaks = new Leaks();
    try {
      Report report =
          new Reconciler(aws.ports(leaks::hear), List.of()).run(KeyLife.TARGET, command);
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
  int length(SimulatedAws aws, Command command) {
    Moment copy = fork();
    copy.run(aws, command, CallHook.NONE);
    return (int) (copy.world.calls() - world.calls());
  }

  /** Runs until nothing changes any more. */
  void untilQuiet(SimulatedAws aws) {
    Quiet.await(world, promises, () -> run(aws, new Command.Advance(), CallHook.NONE));
  }
}
