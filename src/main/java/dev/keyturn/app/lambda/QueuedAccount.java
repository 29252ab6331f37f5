package dev.keyturn.app.lambda;

import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.fleet.GoneSecretsSearched;
import dev.keyturn.fleet.PassChoice;
import dev.keyturn.fleet.PassPosition;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The schedule's work in one account that a message names: what is due first, each in the order of
 * names, so that where the time is up another message can go on.
 */
final class QueuedAccount {
  private final Invocation invocation;
  private final AccountMessage asked;

  /** How it ended. */
  sealed interface End {
    /**
     * Its secrets were worked on.
     *
     * @param rest where those begin that there was no time for
     */
    record Worked(ScheduledRunResult result, Optional<PassPosition> rest) implements End {}

    /** Nobody knows its secrets. */
    record NotListed(Failure failure) implements End {}

    /** There was not even time for its first secret. */
    record NothingDone() implements End {}
  }

  /**
   * Work in an account.
   *
   * @param invocation over a connection into the account
   */
  QueuedAccount(Invocation invocation, AccountMessage asked) {
    this.invocation = invocation;
    this.asked = asked;
  }

  End work() {
    ScheduledRun run = new ScheduledRun(invocation);
    List<ManagedSecret> named = invocation.configuration().secrets().targets();
    if (!named.isEmpty()) {
      return work(run, asked.begin().from(PassChoice.of(FoundSecrets.named(named))));
    }
    ReadResult<PassChoice> chosen =
        isFirst()
            ? run.choose(0, asked.enqueued(), GoneSecretsSearched.ALWAYS, run::leaveAlone)
            : run.choose(0, asked.enqueued(), GoneSecretsSearched.NEVER, toldAlready -> {});
    return switch (chosen) {
      case ReadResult.Got<PassChoice>(PassChoice all) -> work(run, asked.begin().from(all));
      case ReadResult.Absent<PassChoice> none ->
          work(run, PassChoice.of(FoundSecrets.named(List.of())));
      case ReadResult.Failed<PassChoice>(Failure failure) -> new End.NotListed(failure);
    };
  }

  private boolean isFirst() {
    return asked.begin().isBeginning();
  }

  private End work(ScheduledRun run, PassChoice choice) {
    List<SecretResult> results = new ArrayList<>(run.each(choice.found().targets()));
    if (isFirst()) {
      invocation.metrics().swept(results.size() + choice.leftAlone());
      choice.unscreened().ifPresent(why -> invocation.metrics().unscreened());
    }
    Set<String> left =
        results.stream()
            .filter(result -> result.outcome() == SecretResult.Outcome.LEFT)
            .map(SecretResult::secret)
            .collect(Collectors.toSet());
    Optional<PassPosition.Rest> rest = PassPosition.after(choice, left);
    choice
        .found()
        .told()
        .forEach(
            report -> results.add(invocation.tell(new SecretResult(ScheduledRun.WORK, report))));
    return rest.filter(it -> !it.hasComeOn()).isPresent()
        ? new End.NothingDone()
        : new End.Worked(
            ScheduledRunResult.of(
                results, choice.leftAlone(), choice.unscreened(), choice.unsearched()),
            rest.map(PassPosition.Rest::position));
  }
}
