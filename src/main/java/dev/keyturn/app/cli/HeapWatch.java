package dev.keyturn.app.cli;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Has the whole heap collected before it grows large. A pass over an organization has hundreds of
 * requests on their way at any time, and what is on its way at a collection of the young generation
 * is moved to the old one. That the serial collector lets grow as far as it may, by default to a
 * quarter of the machine's memory, before it looks at it once: five GiB after a thousand accounts,
 * of which 23 MiB were in use. A limit of the heap ({@code -Xmx}) would end a larger pass instead.
 * It goes by the collector and the small young generation that the launchers ask for.
 */
final class HeapWatch {
  /** By so much the heap may grow beyond what was in use, before that is looked at again. */
  static final long LEAST_GROWTH = 64L << 20;

  /** Where much is in use, by a half of it: a collection takes as long as that is large. */
  private static final int PART = 2;

  private static final Duration EVERY = Duration.ofMillis(100);

  private final LongSupplier used;
  private final Runnable collect;
  private long most = LEAST_GROWTH;

  /**
   * A watch.
   *
   * @param used how many bytes of the heap are in use, garbage included
   * @param collect collects all garbage
   */
  HeapWatch(LongSupplier used, Runnable collect) {
    this.used = used;
    this.collect = collect;
  }

  /** Watches this process to its end, beside whatever it does. */
  static void start() {
    Runtime runtime = Runtime.getRuntime();
    HeapWatch watch = new HeapWatch(() -> runtime.totalMemory() - runtime.freeMemory(), System::gc);
    Thread.ofPlatform().daemon().name("heap").start(watch::keep);
  }

  private void keep() {
    try {
      while (true) {
        Thread.sleep(EVERY);
        look();
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once. */
  void look() {
    if (used.getAsLong() > most) {
      collect.run();
      long left = used.getAsLong();
      most = left + Math.max(LEAST_GROWTH, left / PART);
    }
  }
}
