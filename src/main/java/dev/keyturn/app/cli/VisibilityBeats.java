package dev.keyturn.app.cli;

import dev.keyturn.fleet.QueueWorker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Signs of life from a thread of their own, which ends, its last one included, with the work. */
final class VisibilityBeats implements QueueWorker.Beats {
  @Override
  public Beat every(Duration interval, Runnable beat) {
    CountDownLatch over = new CountDownLatch(1);
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              while (!isOver(over, interval)) {
                beat.run();
              }
            });
    return () -> {
      over.countDown();
      try {
        // A beat after what the worker does next with the message would undo it.
        thread.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static boolean isOver(CountDownLatch over, Duration within) {
    try {
      return over.await(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
