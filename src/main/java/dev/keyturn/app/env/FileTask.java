package dev.keyturn.app.env;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on files that is given up after a while: a call to a file system of the network whose server
 * is gone never returns, and cannot be ended. Its thread is left behind, and keeps no process
 * alive.
 */
final class FileTask {
  /** The work did not end in time; nobody knows whether it will. */
  static final class Hung extends IOException {
    private static final long serialVersionUID = 1;

    Hung(Duration patience) {
      super("no end after " + patience);
    }
  }

  private FileTask() {}

  /**
   * Does the work.
   *
   * @throws Hung where it takes longer
   * @throws IOException the work's own
   */
  static <T> T within(Duration patience, Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("journal").start(task);
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new Hung(patience);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException ofTheWork) {
        throw ofTheWork;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }
}
