package dev.keyturn.app.lambda;

import dev.keyturn.plan.ServiceStep;

/** What the function is asked to do with a secret. */
sealed interface FunctionWork {
  /** Whatever is due, because the schedule says so. */
  record OnSchedule() implements FunctionWork {
    @Override
    public String word() {
      return "run";
    }
  }

  /** One step of a rotation of Secrets Manager's. */
  record ForService(ServiceStep step) implements FunctionWork {
    @Override
    public String word() {
      return step.word();
    }
  }

  /** What an end means, for alarms and for whoever has called the function. */
  enum Verdict {
    FINE,
    /** Not done for want of time, which is no failure yet: the next scheduled run does it. */
    LEFT,
    /** Nothing came of it that should have: what the metric {@code Failed} counts. */
    FAILED,
    /** A person has to act. */
    HALTED;

    /** Whether the invocation fails as well. */
    boolean failsInvocation() {
      return switch (this) {
        case FINE, LEFT -> false;
        case FAILED, HALTED -> true;
      };
    }
  }

  /** What it is called in the log and in events, in the field {@code step}. */
  String word();

  /**
   * What is a failure is decided here, and nowhere else. A scheduled run may wait, and leave what
   * it has no time for to the next one; a step of the service's that does so has failed, as the
   * service waits for it.
   */
  default Verdict verdict(SecretResult.Outcome outcome) {
    return switch (outcome) {
      case DONE -> Verdict.FINE;
      case WAITS -> orFailed(Verdict.FINE);
      case LEFT -> orFailed(Verdict.LEFT);
      case FAILED -> Verdict.FAILED;
      case HALTED, REFUSED_BINDING -> Verdict.HALTED;
    };
  }

  private Verdict orFailed(Verdict onSchedule) {
    return switch (this) {
      case OnSchedule schedule -> onSchedule;
      case ForService service -> Verdict.FAILED;
    };
  }
}
