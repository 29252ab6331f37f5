package dev.keyturn.app.lambda;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.port.CallCount;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The schedule's work in one account that a message names: in the order of names, so that where the
 * time is up another message can go on.
 */
final class QueuedAccount {
  private final Invocation invocation;
  private final Optional<String> begin;

  /** How it ended. */
  sealed interface End {
    /**
     * Its secrets were worked on.
     *
     * @param left the first of those that there was no time for, by name
     */
    record Worked(ScheduledRunResult result, Optional<String> left) implements End {}

    /** Nobody knows its secrets. */
    record NotListed(Failure failure) implements End {}

    /** There was not even time for its first secret. */
    record NothingDone() implements End {}
  }

  /**
   * Work in an account.
   *
   * @param invocation over a connection into the account
   * @param begin the name of the first secret; empty for all of them
   */
  QueuedAccount(Invocation invocation, Optional<String> begin) {
    this.invocation = invocation;
    this.begin = begin;
  }

  End work() {
    CallCount calls = new CallCount();
    ReadResult<FoundSecrets> read =
        calls.during(() ->
            Fleet.find(invocation.aws().secrets(), invocation.configuration().secrets().prefix()));
    invocation.metrics().add(calls);
    return switch (read) {
      case ReadResult.Got<FoundSecrets>(FoundSecrets found) -> work(found.beginningAt(begin));
      case ReadResult.Absent<FoundSecrets> none -> work(FoundSecrets.named(List.of()));
      case ReadResult.Failed<FoundSecrets>(Failure failure) -> new End.NotListed(failure);
    };
  }

  private End work(FoundSecrets found) {
    List<SecretResult> results =
        new ArrayList<>(new ScheduledRun(invocation).each(found.targets()));
    invocation.metrics().swept(results.size());
    Optional<String> left =
        results.stream()
            .filter(result -> result.outcome() == SecretResult.Outcome.LEFT)
            .map(SecretResult::secret)
            .min(Comparator.naturalOrder());
    found
        .told()
        .forEach(
            report -> results.add(invocation.tell(new SecretResult(ScheduledRun.WORK, report))));
    Optional<String> first = found.targets().stream().findFirst().map(ManagedSecret::secret);
    return left.isPresent() && left.equals(first)
        ? new End.NothingDone()
        : new End.Worked(ScheduledRunResult.of(results, 0, Optional.empty()), left);
  }
}
