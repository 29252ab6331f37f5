package dev.keyturn.app.cli;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a command has come through many accounts: one line, written over on a terminal, and told
 * once a minute elsewhere. Safe for use by several threads.
 */
final class AccountsProgress {
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final CliEnvironment environment;
  private final int all;
  private final boolean rewrites;
  private Instant told;
  private int done;
  private int troubled;

  AccountsProgress(CliEnvironment environment, int all) {
    this.environment = environment;
    this.all = all;
    this.rewrites = environment.terminal().rewrites(environment.env());
    this.told = environment.clock().instant();
  }

  /** Notes that an account is done. */
  synchronized void done(boolean well) {
    done++;
    troubled += well ? 0 : 1;
    String line = "%d of %d accounts done, %d with trouble".formatted(done, all, troubled);
    if (rewrites) {
      environment.err().print("\r" + environment.errStyle().dim(line) + "\u001b[K");
      environment.err().flush();
      return;
    }
    Instant now = environment.clock().instant();
    if (Duration.between(told, now).compareTo(BETWEEN_LINES) >= 0) {
      told = now;
      environment.err().println(line);
      environment.err().flush();
    }
  }

  /** Takes the line away, before something else is written. */
  synchronized void clear() {
    if (rewrites && done > 0) {
      environment.err().print("\r\u001b[K");
      environment.err().flush();
    }
  }
}
