package dev.keyturn.sim;

import dev.keyturn.sim.secrets.RotationQueue;
import dev.keyturn.sim.secrets.RotationRun;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls the rotation function while time advances, outside of the world's lock, as the function
 * makes calls of its own. Time that passes inside the function passes for the world, but starts no
 * second step meanwhile.
 */
final class RotationDriver {
  private static final int MOST_STEPS = 100_000;

  private final World world;
  private boolean driving;

  RotationDriver(World world) {
    this.world = world;
  }

  void advanceTo(Instant target) {
    if (!begin(target)) {
      return;
    }
    try {
      drive(target);
    } finally {
      end(target);
    }
  }

  private void drive(Instant target) {
    RotationFunction function = world.rotationFunction().orElseThrow();
    RotationQueue queue = new RotationQueue(world.secrets());
    for (int i = 0; i < MOST_STEPS; i++) {
      Optional<RotationRun> run = next(queue, target);
      if (run.isEmpty()) {
        return;
      }
      invoke(function, queue, run.get());
    }
    throw new IllegalStateException("rotations never come to an end before " + target);
  }

  private void invoke(RotationFunction function, RotationQueue queue, RotationRun run) {
    String failure = "";
    try {
      function.invoke(queue.invocation(run), world);
    } catch (Exception | SimulatedCrash e) {
      // Lambda hides what went wrong; the service sees a failed invocation.
      failure = e.toString();
    }
    ReentrantLock lock = world.lock();
    lock.lock();
    try {
      if (failure.isEmpty()) {
        queue.succeeded(run, world.now());
      } else {
        queue.failed(run, failure, world.now());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Moves to the next event and tells the step that is due; empty when there is none by then. */
  private Optional<RotationRun> next(RotationQueue queue, Instant target) {
    ReentrantLock lock = world.lock();
    lock.lock();
    try {
      Optional<Instant> event = queue.nextEvent().filter(at -> !at.isAfter(target));
      while (event.isPresent()) {
        world.moveTo(event.get());
        queue.startScheduled(world.now());
        Optional<RotationRun> due = queue.due(world.now());
        if (due.isPresent()) {
          return due;
        }
        event = queue.nextEvent().filter(at -> !at.isAfter(target));
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean begin(Instant target) {
    ReentrantLock lock = world.lock();
    lock.lock();
    try {
      if (driving || world.rotationFunction().isEmpty()) {
        world.moveTo(target);
        return false;
      }
      driving = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void end(Instant target) {
    ReentrantLock lock = world.lock();
    lock.lock();
    try {
      driving = false;
      world.moveTo(target);
    } finally {
      lock.unlock();
    }
  }
}
