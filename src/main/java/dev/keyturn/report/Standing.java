package dev.keyturn.report;

import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import java.util.Locale;

/** How a secret stands, what needs attention most first. */
public enum Standing {
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

  /** How the account's secret stands. */
  public static Standing of(Account account) {
    return switch (account.outcome()) {
      case Outcome.Failed failed -> FAILED;
      case Outcome.Interrupted interrupted -> STOPPED;
      case Outcome.At(Step.Done done) -> FINE;
      case Outcome.At(Step.Halt halt) ->
          halt.because().reason().kind() == Reason.Kind.REFUSE ? REFUSED : HALTED;
      case Outcome.At(Step.Wait wait) ->
          isRegular(account, wait.because().reason()) ? FINE : WAITING;
      case Outcome.At(Step step) -> DUE;
    };
  }

  /**
   * The overlap and the recovery window are part of every key's life: a schedule that called them
   * trouble would cry wolf two weeks in thirteen. For a rotation that was asked for they are in the
   * way.
   */
  private static boolean isRegular(Account account, Reason reason) {
    return account.asked() == Asked.WHATEVER_IS_DUE
        && (reason == Reason.IN_OVERLAP || reason == Reason.IN_RECOVERY);
  }
}
