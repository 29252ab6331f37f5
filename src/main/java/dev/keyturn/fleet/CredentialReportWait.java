package dev.keyturn.fleet;

import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Gets an account's credential report. IAM makes one at most every four hours (IAM User Guide,
 * getting credential reports); one that is there is taken as it is, which is a single call. Where
 * there is none, IAM is asked for it, and asked again after longer and longer pauses.
 *
 * @param stop whether to give up, as at Ctrl-C
 * @param patience how long to wait at most
 */
public record CredentialReportWait(
    AccountUsers users,
    InstantSource clock,
    Sleeper sleeper,
    BooleanSupplier stop,
    Duration patience) {
  /** For so long IAM keeps a report. */
  public static final Duration LIFETIME = Duration.ofHours(4);

  /** A report of 52 users took two seconds (seen 2026-09); AWS names no upper bound. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** A wait for somebody who wants the report itself, and cannot do without. */
  public CredentialReportWait(
      AccountUsers users, InstantSource clock, Sleeper sleeper, BooleanSupplier stop) {
    this(users, clock, sleeper, stop, PATIENCE);
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** The report is there. */
    record Ready(CredentialReportFile file) implements Outcome {}

    /** AWS did not give it. */
    record Failed(Failure failure) implements Outcome {}

    /** IAM is still making it; a later try will find it. */
    record NotYet(Duration waited) implements Outcome {}

    /** The wait was to end. */
    record Stopped() implements Outcome {}
  }

  /**
   * Gets it.
   *
   * @param waiting is told before each pause how long it has taken so far
   */
  public Outcome get(Consumer<Duration> waiting) {
    return switch (users.report()) {
      case ReadResult.Got<CredentialReportFile>(CredentialReportFile file) ->
          isOver(file) ? ask(waiting) : new Outcome.Ready(file);
      case ReadResult.Absent<CredentialReportFile> none -> ask(waiting);
      case ReadResult.Failed<CredentialReportFile>(Failure failure) -> new Outcome.Failed(failure);
    };
  }

  private Outcome ask(Consumer<Duration> waiting) {
    Instant begun = clock.instant();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Optional<Outcome> outcome =
          switch (users.askForReport()) {
            case ReadResult.Got<Boolean>(Boolean complete) -> complete ? taken() : Optional.empty();
            case ReadResult.Absent<Boolean> none -> Optional.empty();
            case ReadResult.Failed<Boolean>(Failure failure) ->
                Optional.of(new Outcome.Failed(failure));
          };
      if (outcome.isPresent()) {
        return outcome.get();
      }
      Duration waited = Duration.between(begun, clock.instant());
      if (waited.plus(pause).compareTo(patience) > 0) {
        return new Outcome.NotYet(waited);
      }
      waiting.accept(waited);
      sleeper.sleep(pause);
      if (stop.getAsBoolean()) {
        return new Outcome.Stopped();
      }
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  /** What was just said to be complete, whatever date it bears: there is no newer one. */
  private Optional<Outcome> taken() {
    return switch (users.report()) {
      case ReadResult.Got<CredentialReportFile>(CredentialReportFile file) ->
          Optional.of(new Outcome.Ready(file));
      case ReadResult.Absent<CredentialReportFile> notEverywhereYet -> Optional.empty();
      case ReadResult.Failed<CredentialReportFile>(Failure failure) ->
          Optional.of(new Outcome.Failed(failure));
    };
  }

  private boolean isOver(CredentialReportFile file) {
    return Duration.between(file.generated(), clock.instant()).compareTo(LIFETIME) > 0;
  }
}
