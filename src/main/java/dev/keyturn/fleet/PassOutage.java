package dev.keyturn.fleet;

import dev.keyturn.model.Durations;
import dev.keyturn.port.Failure;
import dev.keyturn.result.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Notices that a pass can read none of its secrets any more, whichever it looks at: the network is
 * gone, or the credentials have ended. Each further secret would wait through all its retries for
 * the same. Only those count of which nothing could be read at all: where some calls are answered
 * and one service is not, each secret gets its turn, as others than the first may need the answered
 * ones alone. Safe for use by several threads.
 */
public final class PassOutage {
  /** So many secrets have failed one after the other, */
  static final int FEWEST = 20;

  /** and for so long: a network that changes is back by then. */
  static final Duration SHORTEST = Duration.ofMinutes(1);

  private final InstantSource clock;
  private Instant began = Instant.MIN;
  private int failed;
  private Optional<String> noticed = Optional.empty();

  /**
   * None yet.
   *
   * @param clock this machine's, or one that goes on without AWS
   */
  public PassOutage(InstantSource clock) {
    this.clock = clock;
  }

  /** One more secret was looked at, and this came of it. */
  public synchronized void ended(RunReport report) {
    Optional<Failure> failure = report.failure().filter(Failure::meetsEveryCall);
    if (failure.isEmpty() || report.seen().isPresent()) {
      failed = 0;
      return;
    }
    Instant now = clock.instant();
    if (failed == 0) {
      began = now;
    }
    failed++;
    Duration since = Duration.between(began, now);
    if (noticed.isEmpty() && failed >= FEWEST && since.compareTo(SHORTEST) >= 0) {
      noticed =
          Optional.of(
              "None of %,d secrets in a row could be read, for %s. %s"
                  .formatted(failed, Durations.rough(since), failure.get().sentence()));
    }
  }

  /** What was noticed, in sentences; empty while there is no outage. It does not end. */
  public synchronized Optional<String> noticed() {
    return noticed;
  }
}
