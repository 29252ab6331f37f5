package dev.keyturn.rotate;

import dev.keyturn.plan.Step;
import dev.keyturn.port.Failure;

/** How a run for one secret ended. */
public sealed interface Ending {
  /** The goal is reached. */
  record Reached(Step.Done step) implements Ending {}

  /** Something is under way that needs time. */
  record Waits(Step.Wait step) implements Ending {}

  /** A person has to act. */
  record Halted(Step.Halt step) implements Ending {}

  /** Only a plan was asked for, and this is what it would do next. */
  record Planned(Step step) implements Ending {}

  /** AWS did not do what it was asked, through all retries. */
  record Failed(Failure failure) implements Ending {}

  /** The run was asked to stop; the next one finishes. */
  record Interrupted() implements Ending {}
}
