package dev.keyturn.app.cli;

import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.port.Failure;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.util.Comparator;
import java.util.Optional;

/** What {@code run} does in one account, in the order of names and from one of them on. */
final class MessageWork implements AccountWork {
  private final Optional<String> begin;
  private final int concurrency;
  private Optional<String> first = Optional.empty();
  private Optional<String> left = Optional.empty();
  private Optional<Failure> failure = Optional.empty();

  /**
   * Work to be done once.
   *
   * @param begin the name of the first secret; empty for all of them
   */
  MessageWork(Optional<String> begin, int concurrency) {
    this.begin = begin;
    this.concurrency = concurrency;
  }

  @Override
  public CommandResult run(CommandContext context) {
    CommandResult result = context.forTargets(found -> run(context, found.beginningAt(begin)));
    failure = result.failure();
    left =
        result.reports().stream()
            .filter(report -> report.outcome() instanceof RunOutcome.Interrupted)
            .map(RunReport::secret)
            .min(Comparator.naturalOrder());
    return result;
  }

  private CommandResult run(CommandContext context, FoundSecrets found) {
    first = found.targets().stream().findFirst().map(ManagedSecret::secret);
    return found.isEmpty()
        ? context.nothingBound()
        : new SecretRuns(context).run(found, new RunRequest.Advance(), concurrency);
  }

  /** The first that was left when it was to stop, by name; all before it came to their end. */
  Optional<String> firstLeft() {
    return left;
  }

  /** Whether one came to its end before the first that is left. */
  boolean hasComeOn() {
    return left.isPresent() && !left.equals(first);
  }

  /** Why nothing could be done at all. */
  Optional<Failure> failure() {
    return failure;
  }
}
