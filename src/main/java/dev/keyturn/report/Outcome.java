package dev.keyturn.report;

import dev.keyturn.plan.Step;

/** How looking at, or working on, one secret ended. */
public sealed interface Outcome {
  /**
   * At a step: done, waiting or halted; or, where only a plan was asked for, the step that would
   * come next.
   */
  record At(Step step) implements Outcome {}

  /**
   * AWS did not do, or did not answer, what it was asked.
   *
   * @param kind the sort of failure, in lower case with dashes: stable, for machines
   * @param action the permission or operation, such as {@code iam:CreateAccessKey}
   * @param sentence what happened and what to do, for a person
   */
  record Failed(String kind, String action, String sentence) implements Outcome {}

  /** The run was asked to stop; the next one finishes. */
  record Interrupted() implements Outcome {}
}
