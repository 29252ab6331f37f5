package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import java.time.Duration;
import java.util.Optional;

/**
 * Going back: the previous key switched on if need be, proved, and made current again. It meets
 * retirement by announcing first and looking then: retirement marks the previous key before it
 * touches it, so one of the two always sees the other.
 */
final class Rollback {
  /**
   * An interrupted rollback may still switch its key on for so long, unless it is asked for again.
   * A key that is Inactive later may have been switched on by it, and off by a person since.
   */
  private static final Duration SWITCHED_ON_BY_THEN = Duration.ofHours(1);

  private Rollback() {}

  static Optional<Step> goBack(Situation s) {
    if (!isBegun(s) && !isAsked(s)) {
      return Optional.empty();
    }
    if (s.previous().isEmpty()) {
      return cannot(s, Because.of(Reason.NOTHING_TO_ROLL_BACK_TO));
    }
    Previous previous = s.previous().get();
    Optional<VersionId> version = s.seen().secret().at(StagingLabel.AWSPREVIOUS);
    if (version.isPresent() && !s.seen().values().containsKey(version.get())) {
      return s.lookAgain(new Part.Value(version.get()));
    }
    Optional<Credential> credential =
        version.flatMap(s::credential).filter(held -> held.id().equals(previous.key()));
    if (credential.isEmpty()) {
      return cannot(s, Because.of(Reason.PREVIOUS_VALUE_GONE, previous.key()));
    }
    AccessKey key = s.key(previous.key()).orElseThrow();
    if (!key.isActive() && !mayBeSwitchedOn(s, previous)) {
      return s.lookForNews()
          .or(() -> cannot(s, Because.of(Reason.PREVIOUS_STAYS_OFF, previous.key())));
    }
    if (!isBegun(s) || !s.mayWrite()) {
      return s.lookAgain(new Part.Secret()).or(() -> Optional.of(announce(s, previous)));
    }
    return s.lookAgain(new Part.Keys(), new Part.Secret())
        .or(() -> waitForRetirement(s, previous))
        .or(() -> prove(s, key, credential.get(), version.get()));
  }

  private static boolean isBegun(Situation s) {
    return s.intent()
        .filter(intent -> intent.open() && intent.verb() == Intent.Verb.ROLLBACK)
        .isPresent();
  }

  private static boolean isAsked(Situation s) {
    return s.goal() instanceof Goal.RollBack goal
        && (s.current().isEmpty() || goal.away().equals(s.current().map(Credential::id)));
  }

  private static boolean mayBeSwitchedOn(Situation s, Previous previous) {
    Optional<AccessKeyId> named =
        s.goal() instanceof Goal.RollBack goal ? goal.named() : Optional.empty();
    if (named.equals(Optional.of(previous.key()))) {
      return true;
    }
    boolean inTime =
        s.intent()
            .map(intent -> intent.since().plus(SWITCHED_ON_BY_THEN))
            .filter(s.now()::isBefore)
            .isPresent();
    return previous.state() == State.OFF && (isAsked(s) || inTime);
  }

  private static Step announce(Situation s, Previous previous) {
    return s.announce(
        s.ledger(),
        Intent.Verb.ROLLBACK,
        Optional.empty(),
        Optional.of(previous.key()),
        Because.of(Reason.ASKED_TO_ROLL_BACK, previous.key()));
  }

  /** A run that marked the key may still switch it off or delete it until its lease is over. */
  private static Optional<Step> waitForRetirement(Situation s, Previous previous) {
    return s.ledger()
        .mark()
        .filter(mark -> mark.key().equals(previous.key()))
        .flatMap(mark -> s.waitUntil(s.over(mark.since()), Because.of(Reason.ANOTHER_RUN)));
  }

  private static Optional<Step> prove(
      Situation s, AccessKey key, Credential credential, VersionId version) {
    if (!key.isActive()) {
      return Optional.of(
          new Step.Reactivate(key.id(), Because.of(Reason.ASKED_TO_ROLL_BACK, key.id())));
    }
    return switch (s.progress().proofs().get(key.id())) {
      case null ->
          Optional.of(new Step.Verify(credential, Because.of(Reason.PROVE_PREVIOUS, key.id())));
      case WORKS ->
          Optional.of(
              new Step.Promote(
                  s.currentVersion(), version, Because.of(Reason.PROMOTE_PREVIOUS, key.id())));
      case TIMED_OUT -> Pending.notPropagated(s, key.id());
      case WRONG_SECRET -> cannot(s, Because.of(Reason.PREVIOUS_DOES_NOT_WORK, key.id()));
      case SOMEONE_ELSE -> cannot(s, Because.of(Reason.SOMEONE_ELSES_KEY, key.id()));
    };
  }

  /**
   * A rollback that cannot be is not tried again by every later run: its intent is closed before a
   * person is told.
   */
  private static Optional<Step> cannot(Situation s, Because because) {
    if (isBegun(s)) {
      return Optional.of(new Step.Note(s.ledger().closed(s.now()), because));
    }
    return isAsked(s) ? Optional.of(new Step.Halt(because)) : Optional.empty();
  }
}
