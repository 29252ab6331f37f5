package dev.keyturn.app.cli;

import dev.keyturn.model.Durations;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Waits for another run that is working on the same secret, and then goes on. Only for a person who
 * asked for something by name: a schedule comes round again by itself.
 */
final class WaitForOtherRun {
  private static final Duration USUAL = Duration.ofMinutes(25);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final CommandContext session;
  private final ProgressPrinter live;
  private final Reconciler reconciler;

  WaitForOtherRun(CommandContext session, ProgressPrinter live) {
    this.session = session;
    this.live = live;
    this.reconciler = session.reconciler(live);
  }

  RunReport run(ManagedSecret target, RunRequest command) {
    RunReport report = reconciler.run(target, command);
    if (command instanceof RunRequest.Advance) {
      return report;
    }
    Instant limit =
        session
            .environment()
            .clock()
            .instant()
            .plus(session.arguments().duration(Option.WAIT, USUAL));
    while (anotherRun(report).isPresent()) {
      Instant now = session.environment().clock().instant();
      if (!now.isBefore(limit) || session.environment().stop().getAsBoolean()) {
        break;
      }
      Step.Wait wait = anotherRun(report).get();
      Duration left = Duration.between(session.now(), wait.until());
      live.progress(
          target.secret(),
          "waiting for another run (%s), at most %s"
              .formatted(wait.cause().detail(), Durations.rough(atLeastZero(left))));
      session.environment().sleeper().sleep(LOOK_AGAIN);
      RunReport look = reconciler.plan(target, command);
      if (look.seen().isPresent() && !look.currentKey().equals(report.currentKey())) {
        return overtaken(target, command, report);
      }
      report = anotherRun(look).isPresent() ? look : reconciler.run(target, command);
    }
    return report;
  }

  /**
   * The other run has changed AWSCURRENT. Then a rotation that was asked for has happened, and a
   * second one would be one too many; while going back would go back from something that nobody has
   * looked at yet.
   */
  private RunReport overtaken(ManagedSecret target, RunRequest command, RunReport before) {
    live.clear();
    live.progress(target.secret(), "another run has changed AWSCURRENT meanwhile");
    return command instanceof RunRequest.Rotate
        ? reconciler.plan(target, new RunRequest.Advance())
        : before;
  }

  /** The wait that a run has ended with, if it is for another; it says for which. */
  private static Optional<Step.Wait> anotherRun(RunReport report) {
    return report.outcome() instanceof RunOutcome.Waits(Step.Wait wait)
            && wait.cause().reason() == Reason.ANOTHER_RUN
        ? Optional.of(wait)
        : Optional.empty();
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
