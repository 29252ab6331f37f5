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
  static Optional<Step> store(PlanInput s) {
    if (s.progress().minted().isEmpty()) {
      return Optional.empty();
    }
    MintedKey minted = s.progress().minted().get();
    if (s.currentVersion().isEmpty()) {
      Proof proof = s.proof(minted.credential()).orElse(null);
      if (proof == null) {
        return Optional.of(
            new Step.Verify(minted.credential(), Cause.of(Reason.PROVE_PENDING, minted.id())));
      }
      if (proof != Proof.WORKS) {
        return Optional.of(
            new Step.DeleteKey(minted.id(), Cause.of(Reason.UNDO_MINTED, minted.id())));
      }
      Optional<Step> look = s.lookAgain(new ReadPart.Secret(), new ReadPart.User());
      if (look.isPresent()) {
        return look;
      }
    }
    VersionId token = s.storeToken();
    return Optional.of(
        new Step.Store(
            token,
            minted.credential(),
            Guards.base(s),
            Cause.of(Reason.STORE_MINTED, minted.id())));
  }

  /** Verifies and promotes the version that the open intent names, whoever stored it. */
  static Optional<Step> promote(PlanInput s) {
    if (s.pendingToken().isEmpty()) {
      return Optional.empty();
    }
    VersionId token = s.pendingToken().get();
    ReadPart.Value part = new ReadPart.Value(token);
    return switch (s.seen().values().get(token)) {
      case null -> isMineAlone(s, token) ? Optional.empty() : s.lookAgain(part);
      case VersionValue.Absent absent -> s.lookAgain(part);
      case VersionValue.Unusable unusable -> tampered(s, token, Cause.of(Reason.PENDING_TAMPERED));
      case VersionValue.Holds holds -> promote(s, token, holds);
    };
  }

  /**
   * Whether the pending version was made of another document than the current one's: somebody has
   * edited the secret since, and promoting it would undo that.
   */
  private static boolean isOutdated(PlanInput s, VersionValue.Holds pending) {
    return s.seen().current().filter(current -> !current.rest().equals(pending.rest())).isPresent();
  }

  /**
   * Somebody else has written into the announced version. Once a person has taken the label off it,
   * that rotation is over: it would be met again for ever.
   */
  private static Optional<Step> tampered(PlanInput s, VersionId token, Cause cause) {
    boolean labelled = s.seen().secret().at(StagingLabel.AWSPENDING).equals(Optional.of(token));
    return s.lookForNews()
        .or(() ->
            Optional.of(
                labelled
                    ? new Step.Halt(cause)
                    : new Step.Note(
                        s.ledger().closed(s.now()), Cause.of(Reason.INTENT_FULFILLED))));
  }

  /** A version that this run has drawn itself holds nothing that others stored. */
  private static boolean isMineAlone(PlanInput s, VersionId token) {
    return token.equals(s.progress().freshToken()) && ServiceRotation.goal(s).isEmpty();
  }

  private static Optional<Step> promote(PlanInput s, VersionId token, VersionValue.Holds stored) {
    Credential pending = stored.credential();
    Optional<AccessKey> key = s.key(pending.id());
    Intent intent = s.intent().orElseThrow();
    if (key.isEmpty()) {
      return s.lookAgain(new ReadPart.Keys()).or(() -> abandon(s, token));
    }
    boolean known = s.isCurrent(pending.id()) || s.isPrevious(pending.id());
    if (!known && intent.isRepairOf(pending.id())) {
      return UnexplainedKeys.removeStored(s, key.get());
    }
    if (wasRolledBackFrom(s, token, pending.id())) {
      return s.lookForNews()
          .or(() ->
              Optional.of(
                  new Step.Note(
                      s.ledger().closed(s.now()),
                      Cause.of(Reason.INTENT_FULFILLED, pending.id()))));
    }
    if (known || !intent.covers(key.get().created()) || !pending.user().sameAs(s.user().name())) {
      return tampered(s, token, Cause.of(Reason.PENDING_TAMPERED, pending.id()));
    }
    if (!key.get().isActive()) {
      return s.haltWithoutNews(Reason.PENDING_KEY_INACTIVE, pending.id());
    }
    if (ServiceRotation.isGivenUp(s, token)) {
      return UnexplainedKeys.removeStored(s, key.get());
    }
    Optional<Step> renew = keepLease(s);
    if (renew.isPresent()) {
      return renew;
    }
    if (!intent.key().equals(s.current().map(Credential::id))) {
      // A repair may have been announced over the rotation of a run that is at work still.
      return intent.verb() == Intent.Verb.ROTATE
          ? discard(s, pending.id(), Reason.SUPERSEDED_PENDING)
          : UnexplainedKeys.removeStored(s, key.get());
    }
    if (isOutdated(s, stored)) {
      return discard(s, pending.id(), Reason.SECRET_EDITED);
    }
    Cause cause = Cause.of(Reason.PROVE_PENDING, pending.id());
    return switch (s.proof(pending).orElse(null)) {
      case null -> Optional.of(new Step.Verify(pending, cause));
      case WORKS ->
          s.lookAgain(new ReadPart.Secret(), new ReadPart.User())
              .or(() -> lookAtTheKeyOfATakeOver(s, intent))
              .or(() ->
                  Optional.of(
                      new Step.Promote(
                          s.currentVersion(),
                          token,
                          Cause.of(Reason.PROMOTE_PENDING, pending.id()))));
      case TIMED_OUT -> notPropagated(s, pending.id());
      case WRONG_SECRET -> discard(s, pending.id(), Reason.PENDING_DISCARDED);
      case SOMEONE_ELSE ->
          s.progress().hasCreatedOrIsInDoubt()
              ? discard(s, pending.id(), Reason.MADE_FOR_ANOTHER)
              : PlanInput.halt(Reason.SOMEONE_ELSES_KEY, pending.id());
    };
  }

  /**
   * The rotation was promoted, and then rolled back from: its announcement was signed before that,
   * by a run that took it over, and came late.
   */
  private static boolean wasRolledBackFrom(PlanInput s, VersionId token, AccessKeyId key) {
    return s.isPrevious(key)
        && s.seen().secret().at(StagingLabel.AWSPREVIOUS).equals(Optional.of(token));
  }

  /**
   * Others may have taken the same rotation over, under the same version: one of them may have
   * taken the key for an orphan before it was stored, and have given the rotation back since. So
   * the key is looked at once more, after the announcement.
   */
  private static Optional<Step> lookAtTheKeyOfATakeOver(PlanInput s, Intent intent) {
    return intent.since().isBefore(s.progress().begun())
        ? s.lookAgain(new ReadPart.Keys())
        : Optional.empty();
  }

  static Optional<Step> notPropagated(PlanInput s, AccessKeyId key) {
    Instant again = s.now().plus(TRY_AGAIN);
    return Optional.of(new Step.Wait(again, Cause.of(Reason.NOT_PROPAGATED, key).due(again)));
  }

  private static Optional<Step> discard(PlanInput s, AccessKeyId key, Reason reason) {
    return s.lookAgain(new ReadPart.Secret(), new ReadPart.Keys())
        .or(() -> Optional.of(new Step.DeleteKey(key, Cause.of(reason, key))));
  }

  /**
   * The pending version names a key that is gone: take the label off it, and close the intent that
   * spoke of it.
   */
  private static Optional<Step> abandon(PlanInput s, VersionId token) {
    Cause cause = Cause.of(Reason.PENDING_KEY_GONE);
    return Optional.of(
        s.seen().secret().at(StagingLabel.AWSPENDING).equals(Optional.of(token))
            ? new Step.TakePendingOff(token, cause)
            : new Step.Note(s.ledger().closed(s.now()), cause));
  }

  /**
   * Sees to it that the announced rotation is this run's, with time enough left; empty when it is.
   */
  private static Optional<Step> keepLease(PlanInput s) {
    if (s.mayWrite()) {
      return Optional.empty();
    }
    Intent intent = s.intent().orElseThrow();
    return s.lookAgain(new ReadPart.Secret())
        .or(() -> Optional.of(s.takeOver(intent, Cause.of(Reason.RESUME_PENDING))));
  }

  /**
   * AWSPENDING on the version that is current already is a promotion whose last call is missing.
   */
  static Optional<Step> tidy(PlanInput s) {
    return s.seen()
        .secret()
        .at(StagingLabel.AWSPENDING)
        .filter(version -> s.currentVersion().equals(Optional.of(version)))
        .map(version -> new Step.TakePendingOff(version, Cause.of(Reason.PENDING_LEFT_ON_CURRENT)));
  }
}
