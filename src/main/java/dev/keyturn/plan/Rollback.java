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

  /** A rollback that a person asks for, or that an interrupted run has announced. */
  static Optional<Step> rollbackAskedOrBegun(PlanInput input) {
    if ((!isBegun(input) && !isAsked(input)) || input.isRestoring()) {
      return Optional.empty();
    }
    if (input.previous().isEmpty()) {
      return cannot(input, Cause.of(Reason.NOTHING_TO_ROLL_BACK_TO));
    }
    Previous previous = input.previous().get();
    if (isBegun(input) && !input.isGoingBackTo(previous.key())) {
      return cannot(input, Cause.of(Reason.NOTHING_TO_ROLL_BACK_TO));
    }
    Optional<Step> look = PreviousVersion.look(input);
    if (look.isPresent()) {
      return look;
    }
    Optional<VersionId> version = PreviousVersion.found(input);
    Optional<Credential> credential = version.flatMap(input::credential);
    if (credential.isEmpty()) {
      return cannot(input, Cause.of(Reason.PREVIOUS_VALUE_GONE, previous.key()));
    }
    AccessKey key = input.key(previous.key()).orElseThrow();
    if (!key.isActive() && !mayBeSwitchedOn(input, previous)) {
      return input
          .lookForNews()
          .or(() -> cannot(input, Cause.of(Reason.PREVIOUS_STAYS_OFF, previous.key())));
    }
    Optional<Step> useless = tried(input, credential.get());
    if (useless.isPresent()) {
      return useless;
    }
    if (!isBegun(input) || !input.mayWrite()) {
      return input
          .lookAgain(new ReadPart.Secret())
          .or(() -> Optional.of(announce(input, previous)));
    }
    return input
        .lookAgain(new ReadPart.Keys(), new ReadPart.Secret())
        .or(() -> waitForRetirement(input, previous))
        .or(() -> prove(input, key, credential.get(), version.get()));
  }

  private static boolean isBegun(PlanInput input) {
    return input.goingBack().isPresent();
  }

  private static boolean isAsked(PlanInput input) {
    return input.goal() instanceof Goal.RollBack goal
        && (input.current().isEmpty() || goal.away().equals(input.currentKey()));
  }

  /**
   * Only while a person asks for it. Where one has asked, and that run has died, nothing but tags
   * says so, and a tag switches no key on. A key that a person may have switched off has to be
   * named besides.
   */
  private static boolean mayBeSwitchedOn(PlanInput input, Previous previous) {
    return input.goal() instanceof Goal.RollBack goal
        && isAsked(input)
        && (goal.named().equals(Optional.of(previous.key()))
            || LedgerCatchUp.isSwitchedOffByUs(input, previous));
  }

  private static Step announce(PlanInput input, Previous previous) {
    return input.announce(
        input.ledger(),
        Intent.Verb.ROLLBACK,
        Optional.empty(),
        Optional.of(previous.key()),
        Cause.of(Reason.ASKED_TO_ROLL_BACK, previous.key()));
  }

  /** A run that marked the key may still switch it off or delete it until its lease is over. */
  private static Optional<Step> waitForRetirement(PlanInput input, Previous previous) {
    return input
        .ledger()
        .mark()
        .filter(mark -> mark.key().equals(previous.key()))
        .flatMap(mark ->
            input.waitUntil(
                input.over(mark.since()),
                Cause.of(Reason.ANOTHER_RUN, mark.key())
                    .saying(
                        "It has marked key %s, to %s it"
                            .formatted(mark.key().masked(), mark.act().word()))));
  }

  private static Optional<Step> prove(
      PlanInput input, AccessKey key, Credential credential, VersionId version) {
    if (!key.isActive()) {
      return Optional.of(
          new Step.Reactivate(key.id(), Cause.of(Reason.ASKED_TO_ROLL_BACK, key.id())));
    }
    return switch (input.proof(credential).orElse(null)) {
      case null ->
          Optional.of(new Step.Verify(credential, Cause.of(Reason.PROVE_PREVIOUS, key.id())));
      case WORKS ->
          Optional.of(
              new Step.Promote(
                  input.currentVersion(), version, Cause.of(Reason.PROMOTE_PREVIOUS, key.id())));
      case TIMED_OUT -> PendingKey.notPropagated(input, key.id());
      case WRONG_SECRET, SOMEONE_ELSE -> tried(input, credential);
    };
  }

  /** What this run has tried in vain is not announced again. */
  private static Optional<Step> tried(PlanInput input, Credential credential) {
    return switch (input.proof(credential).orElse(Proof.WORKS)) {
      case WORKS, TIMED_OUT -> Optional.empty();
      case WRONG_SECRET -> cannot(input, Cause.of(Reason.PREVIOUS_DOES_NOT_WORK, credential.id()));
      case SOMEONE_ELSE -> cannot(input, Cause.of(Reason.SOMEONE_ELSES_KEY, credential.id()));
    };
  }

  /**
   * A rollback that cannot be is not tried again by every later run: its intent is closed before a
   * person is told.
   */
  private static Optional<Step> cannot(PlanInput input, Cause cause) {
    if (isBegun(input)) {
      return Optional.of(new Step.Note(input.ledger().closed(input.now()), cause));
    }
    return isAsked(input) ? Optional.of(new Step.Halt(cause)) : Optional.empty();
  }
}
