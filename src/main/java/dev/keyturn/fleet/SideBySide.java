package dev.keyturn.fleet;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Works on many accounts side by side, so many at once. Each is a thread of its own, and whatever
 * one waits for, it holds one place and nobody else's (P12).
 */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Does {@code work} for each, in the order given, and returns when the last is done.
   *
   * @param atOnce the most that are worked on at a time
   * @param stop asked before each: from then on none is begun
   * @param work what it throws is thrown on when all others are done, and holds none of them up
   * @return those that were not begun
   */
  public static <T> List<T> each(List<T> all, int atOnce, BooleanSupplier stop, Consumer<T> work) {
    Semaphore places = new Semaphore(atOnce);
    ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    int begun = 0;
    try {
      for (T one : all) {
        places.acquire();
        if (stop.getAsBoolean()) {
          places.release();
          break;
        }
        begun++;
        Thread.ofVirtual()
            .start(() -> {
              try {
                work.accept(one);
              } catch (RuntimeException | Error why) {
                thrown.add(why);
              } finally {
                places.release();
              }
            });
      }
      // Whoever has all the places knows that nobody is at work any more.
      places.acquire(atOnce);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while accounts are worked on", interrupted);
    }
    rethrow(thrown);
    return List.copyOf(all.subList(begun, all.size()));
  }

  private static void rethrow(ConcurrentLinkedQueue<Throwable> thrown) {
    switch (thrown.peek()) {
      case null -> {}
      case Error error -> throw error;
      case Throwable bug -> throw new IllegalStateException(bug);
    }
  }
}
