package dev.keyturn.app.cli;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Durations;
import dev.keyturn.model.Target;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.report.Account;
import dev.keyturn.report.Asked;
import dev.keyturn.rotate.Command;
import dev.keyturn.rotate.Ending;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.rotate.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Waits for another run that is working on the same secret, and then goes on. Only for a person who
 * asked for something by name: a schedule comes round again by itself.
 */
final class Patience {
  private static final Duration USUAL = Duration.ofMinutes(25);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Session session;
  private final Live live;
  private final Reconciler reconciler;

  Patience(Session session, Live live) {
    this.session = session;
    this.live = live;
    this.reconciler = session.reconciler(live);
  }

  Account run(Target target, Command command, Asked asked) {
    Report report = reconciler.run(target, command);
    if (command instanceof Command.Advance) {
      return Accounts.of(report, asked);
    }
    Instant limit =
        session.around().clock().instant().plus(session.arguments().duration(Option.WAIT, USUAL));
    while (anotherRun(report).isPresent()) {
      Instant now = session.around().clock().instant();
      if (!now.isBefore(limit) || session.around().stop().getAsBoolean()) {
        break;
      }
      Step.Wait wait = anotherRun(report).get();
      Duration left = Duration.between(session.now(), wait.until());
      live.progress(
          target.secret(),
          "waiting for another run (%s), at most %s"
              .formatted(wait.because().detail(), Durations.rough(atLeastZero(left))));
      session.around().sleeper().sleep(LOOK_AGAIN);
      Report look = reconciler.plan(target, command);
      if (look.seen().isPresent() && !key(look).equals(key(report))) {
        return overtaken(target, command, report);
      }
      report = anotherRun(look).isPresent() ? look : reconciler.run(target, command);
    }
    return Accounts.of(report, asked);
  }

  /**
   * The other run has changed AWSCURRENT. Then a rotation that was asked for has happened, and a
   * second one would be one too many; while going back would go back from something that nobody has
   * looked at yet.
   */
  private Account overtaken(Target target, Command command, Report before) {
    live.clear();
    live.progress(target.secret(), "another run has changed AWSCURRENT meanwhile");
    return command instanceof Command.Rotate
        ? Accounts.of(reconciler.plan(target, new Command.Advance()), Asked.WHATEVER_IS_DUE)
        : Accounts.of(before, Asked.ROLLBACK);
  }

  private static Optional<AccessKeyId> key(Report report) {
    return Accounts.of(report, Asked.WHATEVER_IS_DUE).currentKey();
  }

  /** The wait that a run has ended with, if it is for another; it says for which. */
  private static Optional<Step.Wait> anotherRun(Report report) {
    return report.ending() instanceof Ending.Waits(Step.Wait wait)
            && wait.because().reason() == Reason.ANOTHER_RUN
        ? Optional.of(wait)
        : Optional.empty();
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
