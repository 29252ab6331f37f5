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
  static final Option WAIT =
      Option.withValue(
          "wait",
          "DURATION",
          OptionFormat.Shape.DURATION,
          "How long to wait for another run on the same secret (default: 25m).");

  private static final Duration USUAL = Duration.ofMinutes(25);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final CommandContext context;
  private final ProgressPrinter progress;
  private final Reconciler reconciler;

  WaitForOtherRun(CommandContext context, ProgressPrinter progress) {
    this.context = context;
    this.progress = progress;
    this.reconciler = context.reconciler(progress);
  }

  RunReport run(ManagedSecret target, RunRequest request) {
    RunReport report = reconciler.run(target, request);
    if (request instanceof RunRequest.Advance) {
      return report;
    }
    Instant limit =
        context.environment().clock().instant().plus(context.arguments().duration(WAIT, USUAL));
    while (anotherRun(report).isPresent()) {
      Instant now = context.environment().clock().instant();
      if (!now.isBefore(limit) || context.environment().stop().getAsBoolean()) {
        break;
      }
      Step.Wait wait = anotherRun(report).get();
      Duration left = Duration.between(context.now(), wait.until());
      progress.show(
          target.secret(),
          "waiting for another run (%s), at most %s"
              .formatted(wait.cause().detail(), Durations.rough(atLeastZero(left))));
      context.environment().sleeper().sleep(LOOK_AGAIN);
      RunReport look = reconciler.plan(target, request);
      if (look.seen().isPresent() && !look.currentKey().equals(report.currentKey())) {
        return overtaken(target, request, report);
      }
      report = anotherRun(look).isPresent() ? look : reconciler.run(target, request);
    }
    return report;
  }

  /**
   * The other run has changed AWSCURRENT. Then a rotation that was asked for has happened, and a
   * second one would be one too many; while going back would go back from something that nobody has
   * looked at yet.
   */
  private RunReport overtaken(ManagedSecret target, RunRequest request, RunReport before) {
    progress.clear();
    progress.show(target.secret(), "another run has changed AWSCURRENT meanwhile");
    return request instanceof RunRequest.Rotate
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
