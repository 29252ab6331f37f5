package dev.keyturn.result;

import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import java.util.Locale;

/** How a secret stands, what needs attention most first. */
public enum SecretStatus {
  /**
   * Something is wrong with the secret or its binding; nothing is touched until it is put right.
   */
  REFUSED,
  /** A person has to act. */
  HALTED,
  /** AWS did not do, or did not answer, what it was asked. */
  FAILED,
  /** The run was stopped; the next one finishes. */
  STOPPED,
  /** Something should have happened by now, and cannot yet. */
  WAITING,
  /** There is something to do now. */
  DUE,
  /** All is well: nothing is due, or the previous key is on its regular way out. */
  FINE;

  /** As people and machines read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How the report's secret stands. */
  static SecretStatus of(RunReport report) {
    return switch (report.outcome()) {
      case RunOutcome.Failed failed -> FAILED;
      case RunOutcome.Bug bug -> FAILED;
      case RunOutcome.Interrupted interrupted -> STOPPED;
      case RunOutcome.Reached reached -> FINE;
      case RunOutcome.LeftAlone alone -> FINE;
      case RunOutcome.Halted(Step.Halt halt) ->
          halt.cause().reason().kind() == Reason.Kind.REFUSE ? REFUSED : HALTED;
      case RunOutcome.Waits(Step.Wait wait) ->
          isRegular(report, wait.cause().reason()) ? FINE : WAITING;
      case RunOutcome.Planned planned -> DUE;
    };
  }

  /**
   * The overlap and the recovery window are part of every key's life: a schedule that called them
   * trouble would cry wolf two weeks in thirteen. For a rotation that was asked for they are in the
   * way.
   */
  private static boolean isRegular(RunReport report, Reason reason) {
    return report.request() instanceof RunRequest.Advance
        && (reason == Reason.IN_OVERLAP || reason == Reason.IN_RECOVERY);
  }
}
