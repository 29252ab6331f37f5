package dev.keyturn.app.cli;

import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.PassEnd;
import dev.keyturn.fleet.PassPosition;
import dev.keyturn.fleet.PatientRead;
import dev.keyturn.fleet.QueueWorker;
import dev.keyturn.model.Durations;
import dev.keyturn.port.Failure;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.ReadResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** The pass that a message asks for: what {@code run} does in its account, within a time limit. */
final class MessagePass implements QueueWorker.Pass<AccountPass.Outcome> {
  private static final String BUG = "A bug of Keyturn's was met.";

  private final AccountMessage message;
  private final CliEnvironment environment;
  private final OtherAccounts.Session session;
  private final Duration timeLimit;
  private final StopSignal stop;
  private final MessageWork work;
  private final AccountPass pass;

  /**
   * A pass, whose time begins now.
   *
   * @param session in the account's role
   * @param passes makes a pass of what is done and of an environment with the wish to stop
   */
  MessagePass(
      AccountMessage message,
      CliEnvironment environment,
      Arguments arguments,
      OtherAccounts.Session session,
      BiFunction<AccountWork, CliEnvironment, AccountPass> passes) {
    this.message = message;
    this.environment = environment;
    this.session = session;
    this.timeLimit = WorkCommand.timeLimit(arguments);
    Instant end = environment.clock().instant().plus(timeLimit);
    this.stop =
        new StopSignal(() ->
            environment.stop().getAsBoolean() || !environment.clock().instant().isBefore(end));
    this.work = new MessageWork(message, SharedOptions.concurrency(arguments));
    this.pass = passes.apply(work, environment.with(stop));
  }

  @Override
  public void stop() {
    stop.request();
  }

  @Override
  public PassEnd<AccountPass.Outcome> make() {
    MemberAccount account = MemberAccount.named(message.account());
    return switch (new PatientRead(environment.sleeper()).of(session::begin)) {
      case ReadResult.Failed<Instant>(Failure failure) ->
          new PassEnd<>(
              pass.notReached(account, message.region(), failure),
              PassEnd.Next.notReached(failure));
      case ReadResult.Absent<Instant> never -> made(pass.in(account, session, message.region()));
      case ReadResult.Got<Instant> begun -> made(pass.in(account, session, message.region()));
    };
  }

  private PassEnd<AccountPass.Outcome> made(AccountPass.Outcome outcome) {
    return new PassEnd<>(outcome, next(outcome));
  }

  private PassEnd.Next next(AccountPass.Outcome outcome) {
    if (work.failure().isPresent()) {
      return PassEnd.Next.notListed(work.failure().get());
    }
    Optional<PassPosition.Rest> rest = work.rest();
    boolean bug = outcome.exit() == ExitCode.INTERNAL;
    if (rest.isEmpty()) {
      return bug ? new PassEnd.Next.ComeBack(BUG) : new PassEnd.Next.Over();
    }
    // Even after a bug: the secret that meets it would keep those of later parts from their turn.
    // And where this is to stop: a message that is handed back has been received once more, and
    // Amazon SQS takes one that was received often for a poisoned one.
    if (rest.get().hasComeOn()) {
      return new PassEnd.Next.GoOn(rest.get().position());
    }
    return environment.stop().getAsBoolean()
        ? new PassEnd.Next.HandBack()
        : new PassEnd.Next.ComeBack(
            "Not even its first secret was finished within %s. Give --time-limit more."
                .formatted(Durations.format(timeLimit)));
  }
}
