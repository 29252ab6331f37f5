package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * From a key that was just created to AWSCURRENT: store, verify, promote; and picking that up where
 * another run left it.
 */
final class PendingKey {
  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

  private PendingKey() {}

  /**
   * Stores the key that this run created. The first version of a secret becomes AWSCURRENT at once,
   * so its key is proved before it is stored; and what others read before they promote, whether the
   * announcement is still this run's, is read before that one is stored.
   */
  static Optional<Step> keyInHand(PlanInput input) {
    if (input.memory().minted().isEmpty()) {
      return Optional.empty();
    }
    MintedKey minted = input.memory().minted().get();
    if (input.currentVersion().isEmpty()) {
      Proof proof = input.proof(minted.credential()).orElse(null);
      if (proof == null) {
        return Optional.of(
            new Step.Verify(minted.credential(), Cause.of(Reason.PROVE_PENDING, minted.id())));
      }
      if (proof != Proof.WORKS) {
        return Optional.of(
            new Step.DeleteKey(minted.id(), Cause.of(Reason.UNDO_MINTED, minted.id())));
      }
      Optional<Step> look = input.lookAgain(new ReadPart.Secret(), new ReadPart.User());
      if (look.isPresent()) {
        return look;
      }
    }
    VersionId token = input.storeToken();
    return Optional.of(
        new Step.Store(
            token,
            minted.credential(),
            Guards.base(input),
            Cause.of(Reason.STORE_MINTED, minted.id())));
  }

  /** Verifies and promotes the version that the open intent names, whoever stored it. */
  static Optional<Step> keyStored(PlanInput input) {
    if (input.pendingToken().isEmpty()) {
      return Optional.empty();
    }
    VersionId token = input.pendingToken().get();
    ReadPart.Value part = new ReadPart.Value(token);
    return switch (input.seen().values().get(token)) {
      case null -> isMineAlone(input, token) ? Optional.empty() : input.lookAgain(part);
      case VersionValue.Absent absent -> input.lookAgain(part);
      case VersionValue.Unusable unusable ->
          tampered(input, token, Cause.of(Reason.PENDING_TAMPERED));
      case VersionValue.Holds holds -> promote(input, token, holds);
    };
  }

  /**
   * Whether the pending version was made of another document than the current one's: somebody has
   * edited the secret since, and promoting it would undo that.
   */
  private static boolean isOutdated(PlanInput input, VersionValue.Holds pending) {
    return input
        .seen()
        .current()
        .filter(current -> !current.rest().equals(pending.rest()))
        .isPresent();
  }

  /**
   * Somebody else has written into the announced version. Once a person has taken the label off it,
   * that rotation is over: it would be met again for ever.
   */
  private static Optional<Step> tampered(PlanInput input, VersionId token, Cause cause) {
    boolean labelled = input.seen().secret().at(StagingLabel.AWSPENDING).equals(Optional.of(token));
    return input
        .lookForNews()
        .or(() ->
            Optional.of(
                labelled
                    ? new Step.Halt(cause)
                    : new Step.Note(
                        input.ledger().closed(input.now()), Cause.of(Reason.INTENT_FULFILLED))));
  }

  /** A version that this run has drawn itself holds nothing that others stored. */
  private static boolean isMineAlone(PlanInput input, VersionId token) {
    return token.equals(input.memory().freshToken()) && ServiceRotation.goal(input).isEmpty();
  }

  private static Optional<Step> promote(
      PlanInput input, VersionId token, VersionValue.Holds stored) {
    Credential pending = stored.credential();
    Optional<AccessKey> key = input.key(pending.id());
    Intent intent = input.intent().orElseThrow();
    if (key.isEmpty()) {
      return input.lookAgain(new ReadPart.Keys()).or(() -> abandon(input, token));
    }
    boolean known = input.isCurrent(pending.id()) || input.isPrevious(pending.id());
    if (!known && intent.isRepairOf(pending.id())) {
      return UnexplainedKeys.removeStored(input, key.get());
    }
    if (wasRolledBackFrom(input, token, pending.id())) {
      return input
          .lookForNews()
          .or(() ->
              Optional.of(
                  new Step.Note(
                      input.ledger().closed(input.now()),
                      Cause.of(Reason.INTENT_FULFILLED, pending.id()))));
    }
    if (known
        || !intent.covers(key.get().created())
        || !pending.user().sameAs(input.user().name())) {
      return tampered(input, token, Cause.of(Reason.PENDING_TAMPERED, pending.id()));
    }
    if (!key.get().isActive()) {
      return input.haltWithoutNews(Reason.PENDING_KEY_INACTIVE, pending.id());
    }
    if (ServiceRotation.isGivenUp(input, token)) {
      return UnexplainedKeys.removeStored(input, key.get());
    }
    Optional<Step> renew = keepLease(input);
    if (renew.isPresent()) {
      return renew;
    }
    if (!intent.key().equals(input.currentKey())) {
      // A repair may have been announced over the rotation of a run that is at work still.
      return intent.verb() == Intent.Verb.ROTATE
          ? discard(input, pending.id(), Reason.SUPERSEDED_PENDING)
          : UnexplainedKeys.removeStored(input, key.get());
    }
    if (isOutdated(input, stored)) {
      return discard(input, pending.id(), Reason.SECRET_EDITED);
    }
    Cause cause = Cause.of(Reason.PROVE_PENDING, pending.id());
    return switch (input.proof(pending).orElse(null)) {
      case null -> Optional.of(new Step.Verify(pending, cause));
      case WORKS ->
          input
              .lookAgain(new ReadPart.Secret(), new ReadPart.User())
              .or(() -> lookAtTheKeyOfATakeOver(input, intent))
              .or(() ->
                  Optional.of(
                      new Step.Promote(
                          input.currentVersion(),
                          token,
                          Cause.of(Reason.PROMOTE_PENDING, pending.id()))));
      case TIMED_OUT -> notPropagated(input, pending.id());
      case WRONG_SECRET -> discard(input, pending.id(), Reason.PENDING_DISCARDED);
      case SOMEONE_ELSE ->
          input.memory().hasCreatedOrIsInDoubt()
              ? discard(input, pending.id(), Reason.MADE_FOR_ANOTHER)
              : PlanInput.halt(Reason.SOMEONE_ELSES_KEY, pending.id());
    };
  }

  /**
   * The rotation was promoted, and then rolled back from: its announcement was signed before that,
   * by a run that took it over, and came late.
   */
  private static boolean wasRolledBackFrom(PlanInput input, VersionId token, AccessKeyId key) {
    return input.isPrevious(key)
        && input.seen().secret().at(StagingLabel.AWSPREVIOUS).equals(Optional.of(token));
  }

  /**
   * Others may have taken the same rotation over, under the same version: one of them may have
   * taken the key for an orphan before it was stored, and have given the rotation back since. So
   * the key is looked at once more, after the announcement.
   */
  private static Optional<Step> lookAtTheKeyOfATakeOver(PlanInput input, Intent intent) {
    return intent.since().isBefore(input.memory().begun())
        ? input.lookAgain(new ReadPart.Keys())
        : Optional.empty();
  }

  static Optional<Step> notPropagated(PlanInput input, AccessKeyId key) {
    Instant again = input.now().plus(TRY_AGAIN);
    return Optional.of(new Step.Wait(again, Cause.of(Reason.NOT_PROPAGATED, key).due(again)));
  }

  private static Optional<Step> discard(PlanInput input, AccessKeyId key, Reason reason) {
    return input
        .lookAgain(new ReadPart.Secret(), new ReadPart.Keys())
        .or(() -> Optional.of(new Step.DeleteKey(key, Cause.of(reason, key))));
  }

  /**
   * The pending version names a key that is gone: take the label off it, and close the intent that
   * spoke of it.
   */
  private static Optional<Step> abandon(PlanInput input, VersionId token) {
    Cause cause = Cause.of(Reason.PENDING_KEY_GONE);
    return Optional.of(
        input.seen().secret().at(StagingLabel.AWSPENDING).equals(Optional.of(token))
            ? new Step.TakePendingOff(token, cause)
            : new Step.Note(input.ledger().closed(input.now()), cause));
  }

  /**
   * Sees to it that the announced rotation is this run's, with time enough left; empty when it is.
   */
  private static Optional<Step> keepLease(PlanInput input) {
    if (input.mayWrite()) {
      return Optional.empty();
    }
    Intent intent = input.intent().orElseThrow();
    return input
        .lookAgain(new ReadPart.Secret())
        .or(() -> Optional.of(input.takeOver(intent, Cause.of(Reason.RESUME_PENDING))));
  }

  /**
   * AWSPENDING on the version that is current already is a promotion whose last call is missing.
   */
  static Optional<Step> pendingLabelOnCurrent(PlanInput input) {
    return input
        .seen()
        .secret()
        .at(StagingLabel.AWSPENDING)
        .filter(version -> input.currentVersion().equals(Optional.of(version)))
        .map(version -> new Step.TakePendingOff(version, Cause.of(Reason.PENDING_LEFT_ON_CURRENT)));
  }
}
