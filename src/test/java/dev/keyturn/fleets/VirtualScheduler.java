package dev.keyturn.fleets;

import dev.keyturn.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets many processes share one virtual time. Each has a thread, but only one ever runs: it goes on
 * until it pauses or ends, and then whoever is due next. So the order is decided by the world's
 * time alone, and is the same each time.
 */
final class VirtualScheduler implements AutoCloseable {
  /** What a process meets that is left where it pauses; an Error, as nobody may handle it. */
  private static final class Left extends Error {
    private static final long serialVersionUID = 1;

    Left() {
      super(null, null, false, false);
    }
  }

  private record Entry(Instant at, long order, Runnable what) {}

  private final World world;
  private final PriorityQueue<Entry> due =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::order));
  private final Semaphore turn = new Semaphore(0);
  private long entries;
  private boolean over;
  private @Nullable Throwable failure;

  VirtualScheduler(World world) {
    this.world = world;
  }

  /** Begins a process at an instant. */
  void at(Instant instant, Runnable process) {
    due.add(new Entry(instant, entries++, () -> begin(process)));
  }

  /** Called by a process: lets others go on until this much time has passed. */
  void pause(Duration duration) {
    if (over) {
      throw new Left();
    }
    Semaphore mine = new Semaphore(0);
    due.add(new Entry(world.now().plus(duration), entries++, () -> handTo(mine)));
    turn.release();
    mine.acquireUninterruptibly();
    if (over) {
      throw new Left();
    }
  }

  /**
   * Lets time pass, and processes go on, until an instant.
   *
   * @throws AssertionError what a process threw, at once
   */
  void runUntil(Instant end) {
    while (failure == null && !due.isEmpty() && !due.peek().at().isAfter(end)) {
      Entry next = due.remove();
      world.advanceTo(next.at());
      next.what().run();
    }
    switch (failure) {
      case null -> world.advanceTo(end);
      case AssertionError broken -> throw broken;
      default -> throw new AssertionError("a process threw " + failure, failure);
    }
  }

  private void begin(Runnable process) {
    if (over) {
      return;
    }
    Thread.ofVirtual().start(() -> carryOut(process));
    turn.acquireUninterruptibly();
  }

  private void carryOut(Runnable process) {
    try {
      process.run();
    } catch (Left left) {
      // It was left, as the simulation is over.
    } catch (RuntimeException | Error thrown) {
      failure = failure == null ? thrown : failure;
    } finally {
      turn.release();
    }
  }

  private void handTo(Semaphore process) {
    process.release();
    turn.acquireUninterruptibly();
  }

  /** Ends the processes that have not come to their end. */
  @Override
  public void close() {
    over = true;
    while (!due.isEmpty()) {
      due.remove().what().run();
    }
  }
}
