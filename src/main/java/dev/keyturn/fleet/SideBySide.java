package dev.keyturn.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Works on many accounts side by side, so many at once, a thread each. One that takes long, as it
 * is throttled or large, gives its place to the next and goes on beside it: slow ones hold up none
 * of the others, as long as there are fewer than {@link #MOST_SLOW} times the places of them.
 *
 * @param atOnce how many are worked on at a time
 * @param clock this machine's
 * @param stop asked before each: from then on none is begun
 */
public record SideBySide(int atOnce, InstantSource clock, BooleanSupplier stop) {
  /** After so long one counts as slow: twenty secrets at rest take seconds, a rotation ten. */
  static final Duration SLOW = Duration.ofMinutes(2);

  /** Each one at work has clients and connections of its own, which is what this bounds. */
  private static final int MOST_SLOW = 4;

  private static final long LOOK_AGAIN_MILLIS = 200;

  /** One at work, and whether its place was given back. */
  private record Turn(Instant begun, Semaphore places, AtomicBoolean over) {
    void giveBack() {
      if (over.compareAndSet(false, true)) {
        places.release();
      }
    }
  }

  /**
   * Does {@code work} for each, in the order given, and returns when the last is done.
   *
   * @param work what it throws is thrown on when all others are done, and holds none of them up
   * @return those that were not begun
   */
  public <T> List<T> each(List<T> all, Consumer<T> work) {
    Semaphore places = new Semaphore(atOnce);
    Semaphore done = new Semaphore(0);
    Queue<Turn> running = new ConcurrentLinkedQueue<>();
    Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    int begun = 0;
    try {
      for (T one : all) {
        if (!hasPlace(places, running)) {
          break;
        }
        begun++;
        Turn turn = new Turn(clock.instant(), places, new AtomicBoolean());
        running.add(turn);
        Thread.ofVirtual()
            .start(() -> {
              try {
                work.accept(one);
              } catch (RuntimeException | Error why) {
                thrown.add(why);
              } finally {
                running.remove(turn);
                turn.giveBack();
                done.release();
              }
            });
      }
      done.acquire(begun);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while accounts are worked on", interrupted);
    }
    rethrow(thrown.peek());
    return List.copyOf(all.subList(begun, all.size()));
  }

  /** Waits for a place; false where none is to be begun any more. */
  private boolean hasPlace(Semaphore places, Queue<Turn> running) throws InterruptedException {
    while (!stop.getAsBoolean()) {
      if (places.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        return !stop.getAsBoolean();
      }
      Instant slow = clock.instant().minus(SLOW);
      if (running.size() < atOnce * MOST_SLOW) {
        running.stream()
            .filter(turn -> !turn.over().get() && turn.begun().isBefore(slow))
            .findFirst()
            .ifPresent(Turn::giveBack);
      }
    }
    return false;
  }

  private static void rethrow(@Nullable Throwable thrown) {
    switch (thrown) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException bug -> throw bug;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }
}
