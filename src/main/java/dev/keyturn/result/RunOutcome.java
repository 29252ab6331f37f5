package dev.keyturn.result;

import dev.keyturn.plan.Step;
import dev.keyturn.port.Failure;
import java.time.Instant;
import java.util.Optional;

/** How a run for one secret ended. */
public sealed interface RunOutcome {
  /** The goal is reached. */
  record Reached(Step.Done step) implements RunOutcome {}

  /** Something is under way that needs time. */
  record Waits(Step.Wait step) implements RunOutcome {}

  /** A person has to act. */
  record Halted(Step.Halt step) implements RunOutcome {}

  /** Only a plan was asked for, and this is what it would do next. */
  record Planned(Step step) implements RunOutcome {}

  /**
   * It was at rest by the lists of its account, and nobody looked at it more closely.
   *
   * @param step what a run would have ended with
   * @param asOf when the account's credential report was made, by which that is known
   */
  record LeftAlone(Step step, Instant asOf) implements RunOutcome {}

  /** AWS did not do what it was asked, through all retries. */
  record Failed(Failure failure) implements RunOutcome {}

  /** The run was asked to stop; the next one finishes. */
  record Interrupted() implements RunOutcome {}

  /**
   * A bug of ours was in the way.
   *
   * @param sentence what to tell of it; never the exception's own message, as nobody can promise
   *     what is in it
   */
  record Bug(String sentence) implements RunOutcome {}

  /** The step that it ended at; empty where AWS or we failed, and where the run was stopped. */
  default Optional<Step> endStep() {
    return switch (this) {
      case Reached(Step.Done done) -> Optional.of(done);
      case Waits(Step.Wait wait) -> Optional.of(wait);
      case Halted(Step.Halt halt) -> Optional.of(halt);
      case Planned(Step next) -> Optional.of(next);
      case LeftAlone alone -> Optional.of(alone.step());
      case Failed failed -> Optional.empty();
      case Interrupted interrupted -> Optional.empty();
      case Bug bug -> Optional.empty();
    };
  }
}
