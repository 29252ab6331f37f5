package dev.keyturn.app.cli;

import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.fleet.PassChoice;
import dev.keyturn.fleet.PassPosition;
import dev.keyturn.port.Failure;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code run} does in one account, from where a message says on. */
final class MessageWork implements AccountWork {
  private static final RunRequest DUE = new RunRequest.Advance();

  private final AccountMessage message;
  private final int concurrency;
  private Optional<PassPosition.Rest> rest = Optional.empty();
  private Optional<Failure> failure = Optional.empty();

  /** Work to be done once. */
  MessageWork(AccountMessage message, int concurrency) {
    this.message = message;
    this.concurrency = concurrency;
  }

  @Override
  public CommandResult run(CommandContext context) {
    return context.chosen().map(named -> named(context, named)).orElseGet(() -> pass(context));
  }

  /** Of those that the environment names none is left alone. */
  private CommandResult named(CommandContext context, FoundSecrets named) {
    PassChoice choice = message.begin().from(PassChoice.of(named));
    return ended(choice, new SecretRuns(context).run(choice.found(), DUE, concurrency));
  }

  private CommandResult pass(CommandContext context) {
    Pass pass = new Pass(context, Optional.of(message));
    CommandResult result = new SecretRuns(context).pass(pass, DUE);
    return ended(pass.chosen(), result);
  }

  private CommandResult ended(PassChoice choice, CommandResult result) {
    failure = result.failure();
    Set<String> left =
        result.reports().stream()
            .filter(report -> report.outcome() instanceof RunOutcome.Interrupted)
            .map(RunReport::secret)
            .collect(Collectors.toSet());
    rest = PassPosition.after(choice, left);
    return result;
  }

  /** What was left when it was to stop. */
  Optional<PassPosition.Rest> rest() {
    return rest;
  }

  /** Why nothing could be done at all. */
  Optional<Failure> failure() {
    return failure;
  }
}
