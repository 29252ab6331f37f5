package dev.keyturn.sim;

import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.wire.CommonError;

/** What becomes of one call. */
public sealed interface Fate {
  /** It is answered as usual. */
  record Proceed() implements Fate {}

  /**
   * It is refused before it does anything, with an error that each service words as its own.
   *
   * @param error such as {@link CommonError#THROTTLED}
   */
  record Refuse(CommonError error) implements Fate {}

  /**
   * It is refused before it does anything, with exactly this error.
   *
   * @param error the error
   */
  record Answer(ServiceError error) implements Fate {}

  /** The connection is cut before the request arrives: no effect, and an IOException. */
  record Cut() implements Fate {}

  /** The request takes effect, but its reply is lost: an IOException. */
  record LoseReply() implements Fate {}

  /** The caller dies before the request arrives: a {@link SimulatedCrash}. */
  record CrashBefore() implements Fate {}

  /** The request takes effect, and the caller dies before it sees the reply. */
  record CrashAfter() implements Fate {}

  /**
   * A read is answered from an older state, as an eventually consistent service may. Who calls is
   * still checked against the present; a write proceeds as usual.
   *
   * @param past a fork made earlier; it is not changed
   */
  record Stale(World past) implements Fate {}

  /** Answered as usual. */
  static Fate proceed() {
    return new Proceed();
  }

  /** Throttling, or ThrottlingException. */
  static Fate throttled() {
    return new Refuse(CommonError.THROTTLED);
  }

  /** The service's own failure, status 500, without effect. */
  static Fate serverError() {
    return new Refuse(CommonError.SERVER_ERROR);
  }

  /** AccessDenied, or AccessDeniedException. */
  static Fate denied() {
    return new Refuse(CommonError.ACCESS_DENIED);
  }

  /** ExpiredToken, or ExpiredTokenException. */
  static Fate expiredToken() {
    return new Refuse(CommonError.EXPIRED_TOKEN);
  }

  /** Cut before it arrives. */
  static Fate cut() {
    return new Cut();
  }

  /** Effect without a reply. */
  static Fate replyLost() {
    return new LoseReply();
  }

  /** The caller dies first. */
  static Fate crashBefore() {
    return new CrashBefore();
  }

  /** The caller dies after the effect. */
  static Fate crashAfter() {
    return new CrashAfter();
  }

  /** A read of an older state. */
  static Fate stale(World past) {
    return new Stale(past);
  }
}
