package dev.keyturn.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What one check of the promises tried. When it is closed it prints a line, and leaves a row for
 * the table that ends a build ({@link ProofTable}). Safe to use from several threads.
 */
public final class Tally implements AutoCloseable {
  /** Where rows are left, a file each. */
  static final Path ROWS = Path.of("target", "proof");

  /** How the files of rows end. */
  static final String ENDING = ".tsv";

  private final String check;
  private final String unit;
  private final long begun = System.nanoTime();
  private final AtomicLong tried = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final AtomicLong worked = new AtomicLong();

  /** One thread at work, until it is closed. */
  public interface Work extends AutoCloseable {
    @Override
    void close();
  }

  private Tally(String check, String unit) {
    this.check = check;
    this.unit = unit;
  }

  /**
   * Begins to count.
   *
   * @param check what is checked, as the table names it
   * @param unit what is counted: schedules, states, seeds, kills
   */
  public static Tally of(String check, String unit) {
    return new Tally(check, unit);
  }

  /**
   * Counts one schedule and what it calls, and says of a broken promise where it was.
   *
   * @param where which schedule, to begin the message with
   * @param callsSoFar the number of AWS calls up to now in the schedule's world
   */
  public void schedule(String where, LongSupplier callsSoFar, Runnable schedule) {
    long first = callsSoFar.getAsLong();
    try {
      schedule.run();
    } catch (AssertionError e) {
      broken.incrementAndGet();
      throw new AssertionError(where + ": " + e.getMessage(), e);
    } finally {
      count(1, callsSoFar.getAsLong() - first);
    }
  }

  /** Counts what was tried elsewhere. */
  public void count(long howMany, long awsCalls) {
    tried.addAndGet(howMany);
    calls.addAndGet(awsCalls);
  }

  /** Counts a broken promise. */
  public void broken() {
    broken.incrementAndGet();
  }

  /**
   * Says that this thread works from now on. A check that runs on several threads, or beside
   * another one, needs it: how long all of it takes says nothing of what one core does. One that
   * never says so works all the time, on one thread.
   */
  public Work work() {
    long from = System.nanoTime();
    return () -> worked.addAndGet(System.nanoTime() - from);
  }

  @Override
  public void close() {
    long all = System.nanoTime() - begun;
    double seconds = all / 1e9;
    double coreSeconds = (worked.get() == 0 ? all : worked.get()) / 1e9;
    System.out.printf(
        "%s: %,d %s, %,d AWS calls, %,d broken promises, %.1f s%n",
        check, tried.get(), unit, calls.get(), broken.get(), seconds);
    String row =
        "%s\t%d\t%s\t%d\t%d\t%.1f\t%.1f%n"
            .formatted(check, tried.get(), unit, calls.get(), broken.get(), seconds, coreSeconds);
    try {
      Files.createDirectories(ROWS);
      Files.writeString(ROWS.resolve(check.replaceAll("\\W+", "-") + ENDING), row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
