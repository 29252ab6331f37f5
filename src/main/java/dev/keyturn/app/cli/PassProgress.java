package dev.keyturn.app.cli;

import dev.keyturn.model.Durations;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells how far a pass is: how many of how many, at what rate, and how long it will take. On a
 * terminal all the time, elsewhere once a minute; of a pass over a few secrets nothing.
 */
final class PassProgress {
  /** Of fewer, each is told of by itself. */
  private static final int WORTH_COUNTING = 20;

  private static final Duration ELSEWHERE = Duration.ofMinutes(1);

  private final CliEnvironment environment;
  private final ProgressPrinter printer;
  private final int all;
  private final Instant begun;
  private Instant told;
  private int ended;

  PassProgress(CliEnvironment environment, ProgressPrinter printer, int all) {
    this.environment = environment;
    this.printer = printer;
    this.all = all;
    this.begun = environment.clock().instant();
    this.told = begun;
  }

  /** One more has ended. */
  synchronized void ended() {
    ended++;
    Instant now = environment.clock().instant();
    boolean rewrites = environment.terminal().rewrites(environment.env());
    if (all < WORTH_COUNTING
        || (!rewrites && Duration.between(told, now).compareTo(ELSEWHERE) < 0)) {
      return;
    }
    told = now;
    printer.show("", words(Duration.between(begun, now)));
  }

  private String words(Duration took) {
    double seconds = Math.max(0.001, took.toMillis() / 1000.0);
    double rate = ended / seconds;
    return "%,d of %,d looked at, %.1f a second, %s left"
        .formatted(
            ended,
            all,
            rate,
            Durations.rough(Duration.ofSeconds(Math.round((all - ended) / rate))));
  }
}
