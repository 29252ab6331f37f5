package dev.keyturn.fleet;

import dev.keyturn.port.Failure;

/**
 * How a message's pass ended, and what becomes of the message.
 *
 * @param told what there is to tell of the account
 */
public record PassEnd<T>(T told, Next next) {
  /** What becomes of the message. */
  public sealed interface Next {
    /** What was asked for came to its end, well or not: the message is deleted. */
    record Over() implements Next {}

    /**
     * The time was up: a message of its own goes on, and this one is deleted.
     *
     * @param rest where it begins
     */
    record GoOn(PassPosition rest) implements Next {}

    /** The worker is to stop: the next one gets the message at once. */
    record HandBack() implements Next {}

    /**
     * It could not be done now, or is a bug of ours: the message comes back after a while, and ends
     * in the dead-letter queue when it does so too often.
     *
     * @param why a sentence
     */
    record ComeBack(String why) implements Next {}

    /**
     * Where the account's role could not be assumed. A role that is missing or denied is what came
     * of it; trouble of our own, such as credentials that ended or a clock that is wrong, is none
     * of it, and what may pass is tried again.
     */
    static Next notReached(Failure failure) {
      return switch (failure) {
        case Failure.Denied denied -> new Over();
        case Failure.Rejected rejected -> new Over();
        case Failure.BadCredentials it -> new ComeBack(it.sentence());
        case Failure.Unconfigured it -> new ComeBack(it.sentence());
        case Failure.Throttled it -> new ComeBack(it.sentence());
        case Failure.Unreachable it -> new ComeBack(it.sentence());
        case Failure.ClockSkewed it -> new ComeBack(it.sentence());
        case Failure.ServerError it -> new ComeBack(it.sentence());
      };
    }

    /**
     * Where its secrets could not be listed, in a session that was begun. A Region that the account
     * has not enabled does not know the session's key (AWS General Reference, managing Regions): so
     * it stands, and is a result. A session that ended is trouble of our own.
     */
    static Next notListed(Failure failure) {
      return failure instanceof Failure.BadCredentials credentials && !credentials.areExpired()
          ? new Over()
          : notReached(failure);
    }
  }
}
