package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.VersionId;
import java.util.Optional;

/**
 * Going back: the previous key switched on if need be, proved, and made current again. It meets
 * retirement by announcing first and looking then: retirement marks the previous key before it
 * touches it, so one of the two always sees the other.
 */
final class Rollback {
  private Rollback() {}

  static Optional<Step> goBack(PlanInput s) {
    if (!isBegun(s) && !isAsked(s)) {
      return Optional.empty();
    }
    if (isOfARestoration(s)) {
      return Optional.empty();
    }
    if (s.previous().isEmpty()) {
      return cannot(s, Cause.of(Reason.NOTHING_TO_ROLL_BACK_TO));
    }
    Previous previous = s.previous().get();
    if (isBegun(s) && !s.intent().flatMap(Intent::key).equals(Optional.of(previous.key()))) {
      return cannot(s, Cause.of(Reason.NOTHING_TO_ROLL_BACK_TO));
    }
    Optional<Step> look = PreviousVersion.look(s);
    if (look.isPresent()) {
      return look;
    }
    Optional<VersionId> version = PreviousVersion.found(s);
    Optional<Credential> credential = version.flatMap(s::credential);
    if (credential.isEmpty()) {
      return cannot(s, Cause.of(Reason.PREVIOUS_VALUE_GONE, previous.key()));
    }
    AccessKey key = s.key(previous.key()).orElseThrow();
    if (!key.isActive() && !mayBeSwitchedOn(s, previous)) {
      return s.lookForNews()
          .or(() -> cannot(s, Cause.of(Reason.PREVIOUS_STAYS_OFF, previous.key())));
    }
    Optional<Step> useless = tried(s, credential.get());
    if (useless.isPresent()) {
      return useless;
    }
    if (!isBegun(s) || !s.mayWrite()) {
      return s.lookAgain(new ReadPart.Secret()).or(() -> Optional.of(announce(s, previous)));
    }
    return s.lookAgain(new ReadPart.Keys(), new ReadPart.Secret())
        .or(() -> waitForRetirement(s, previous))
        .or(() -> prove(s, key, credential.get(), version.get()));
  }

  private static boolean isBegun(PlanInput s) {
    return s.intent()
        .filter(intent -> intent.open() && intent.verb() == Intent.Verb.ROLLBACK)
        .isPresent();
  }

  /** What was announced is going back to the key that is recorded as current. */
  private static boolean isOfARestoration(PlanInput s) {
    return isBegun(s) && s.intent().flatMap(Intent::key).equals(s.ledger().currentKey());
  }

  private static boolean isAsked(PlanInput s) {
    return s.goal() instanceof Goal.RollBack goal
        && (s.current().isEmpty() || goal.away().equals(s.current().map(Credential::id)));
  }

  /**
   * Only while a person asks for it. Where one has asked, and that run has died, nothing but tags
   * says so, and a tag switches no key on. A key that a person may have switched off has to be
   * named besides.
   */
  private static boolean mayBeSwitchedOn(PlanInput s, Previous previous) {
    return s.goal() instanceof Goal.RollBack goal
        && isAsked(s)
        && (goal.named().equals(Optional.of(previous.key()))
            || LedgerCatchUp.isSwitchedOffByUs(s, previous));
  }

  private static Step announce(PlanInput s, Previous previous) {
    return s.announce(
        s.ledger(),
        Intent.Verb.ROLLBACK,
        Optional.empty(),
        Optional.of(previous.key()),
        Cause.of(Reason.ASKED_TO_ROLL_BACK, previous.key()));
  }

  /** A run that marked the key may still switch it off or delete it until its lease is over. */
  private static Optional<Step> waitForRetirement(PlanInput s, Previous previous) {
    return s.ledger()
        .mark()
        .filter(mark -> mark.key().equals(previous.key()))
        .flatMap(mark ->
            s.waitUntil(
                s.over(mark.since()),
                Cause.of(Reason.ANOTHER_RUN, mark.key())
                    .saying(
                        "It has marked key %s, to %s it"
                            .formatted(mark.key().masked(), mark.act().word()))));
  }

  private static Optional<Step> prove(
      PlanInput s, AccessKey key, Credential credential, VersionId version) {
    if (!key.isActive()) {
      return Optional.of(
          new Step.Reactivate(key.id(), Cause.of(Reason.ASKED_TO_ROLL_BACK, key.id())));
    }
    return switch (s.proof(credential).orElse(null)) {
      case null ->
          Optional.of(new Step.Verify(credential, Cause.of(Reason.PROVE_PREVIOUS, key.id())));
      case WORKS ->
          Optional.of(
              new Step.Promote(
                  s.currentVersion(), version, Cause.of(Reason.PROMOTE_PREVIOUS, key.id())));
      case TIMED_OUT -> PendingKey.notPropagated(s, key.id());
      case WRONG_SECRET, SOMEONE_ELSE -> tried(s, credential);
    };
  }

  /** What this run has tried in vain is not announced again. */
  private static Optional<Step> tried(PlanInput s, Credential credential) {
    return switch (s.proof(credential).orElse(Proof.WORKS)) {
      case WORKS, TIMED_OUT -> Optional.empty();
      case WRONG_SECRET -> cannot(s, Cause.of(Reason.PREVIOUS_DOES_NOT_WORK, credential.id()));
      case SOMEONE_ELSE -> cannot(s, Cause.of(Reason.SOMEONE_ELSES_KEY, credential.id()));
    };
  }

  /**
   * A rollback that cannot be is not tried again by every later run: its intent is closed before a
   * person is told.
   */
  private static Optional<Step> cannot(PlanInput s, Cause cause) {
    if (isBegun(s)) {
      return Optional.of(new Step.Note(s.ledger().closed(s.now()), cause));
    }
    return isAsked(s) ? Optional.of(new Step.Halt(cause)) : Optional.empty();
  }
}
