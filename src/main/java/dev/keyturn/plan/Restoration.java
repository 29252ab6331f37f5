package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.util.List;
import java.util.Optional;

/**
 * Going back from a value that somebody wrote over the secret to the version that holds the key
 * which was adopted or promoted last. The key stays current, so that nothing changes in the
 * bookkeeping.
 */
public final class Restoration {
  private Restoration() {}

  /** The version to go back to, where AWSCURRENT has left it; it is not known yet what for. */
  public static Optional<VersionId> candidate(Observation seen) {
    Optional<VersionId> current = seen.secret().at(StagingLabel.AWSCURRENT);
    return seen.ledger()
        .provedIn()
        .filter(proved -> current.isPresent() && !current.get().equals(proved))
        .filter(proved -> !seen.ledger().previous().flatMap(Previous::provedIn).equals(current));
  }

  /**
   * The version to go back to, once it and the keys were read: where the current one holds another
   * credential, or none. One that holds the same was only edited in other fields; and one that a
   * rotation has announced, and whose key is Active, is a promotion that is not recorded yet.
   */
  public static Optional<VersionId> target(Observation seen) {
    return candidate(seen)
        .filter(proved -> !isPromotedJustNow(seen))
        .filter(proved ->
            seen.values().get(proved) instanceof VersionValue.Holds good
                && !seen.current()
                    .map(VersionValue.Holds::credential)
                    .equals(Optional.of(good.credential())));
  }

  /**
   * The version to which an interrupted run has gone back: AWSCURRENT is there, and the intent is
   * open still. Whoever asks for the same again has it finished, and does not go back from that to
   * the key before.
   */
  public static Optional<VersionId> interrupted(Observation seen) {
    return seen.ledger()
        .provedIn()
        .filter(version -> PlanInput.of(seen).isRestoring())
        .filter(version -> seen.secret().at(StagingLabel.AWSCURRENT).equals(Optional.of(version)));
  }

  private static boolean isPromotedJustNow(Observation seen) {
    VersionId version = seen.secret().at(StagingLabel.AWSCURRENT).orElseThrow();
    boolean announced =
        seen.ledger().intent().flatMap(Intent::token).equals(Optional.of(version))
            || seen.ledger().rotations().announce(version);
    return announced
        && seen.keys().orElse(List.of()).stream()
            .filter(AccessKey::isActive)
            .anyMatch(key ->
                seen.current().filter(held -> held.credential().id().equals(key.id())).isPresent());
  }

  /** The version that is asked for, while AWSCURRENT is elsewhere. */
  static Optional<VersionId> asked(PlanInput input) {
    return input.goal() instanceof Goal.Restore goal
        ? Optional.of(goal.version())
            .filter(version -> !input.currentVersion().equals(Optional.of(version)))
        : Optional.empty();
  }

  /** A person asks to go back from what was written over the secret. */
  static Optional<Step> restorationAsked(PlanInput input) {
    return asked(input).flatMap(version -> goBack(input, version));
  }

  private static Optional<Step> goBack(PlanInput input, VersionId version) {
    Optional<Credential> credential =
        input
            .credential(version)
            .filter(held -> input.ledger().currentKey().equals(Optional.of(held.id())));
    if (credential.isEmpty()) {
      return input.ledger().currentKey().isEmpty()
          ? PlanInput.halt(Reason.NOTHING_TO_ROLL_BACK_TO)
          : PlanInput.halt(Reason.LAST_VALUE_GONE, input.ledger().currentKey().get());
    }
    Optional<AccessKey> key = input.key(credential.get().id());
    if (key.filter(AccessKey::isActive).isEmpty()) {
      Reason reason = key.isEmpty() ? Reason.LAST_KEY_GONE : Reason.LAST_KEY_INACTIVE;
      return input
          .lookAgain(new ReadPart.Keys())
          .or(() -> PlanInput.halt(reason, credential.get().id()));
    }
    if (!input.isRestoring() || !input.mayWrite()) {
      Cause cause = Cause.of(Reason.ASKED_TO_RESTORE, key.get().id());
      return input
          .lookAgain(new ReadPart.Secret())
          .or(() ->
              Optional.of(
                  input.announce(
                      input.ledger(),
                      Intent.Verb.ROLLBACK,
                      Optional.empty(),
                      Optional.of(key.get().id()),
                      cause)));
    }
    return input
        .lookAgain(new ReadPart.Keys(), new ReadPart.Secret())
        .or(() -> prove(input, credential.get(), version));
  }

  private static Optional<Step> prove(PlanInput input, Credential credential, VersionId version) {
    return switch (input.proof(credential).orElse(null)) {
      case null ->
          Optional.of(new Step.Verify(credential, Cause.of(Reason.PROVE_LAST, credential.id())));
      case WORKS ->
          Optional.of(
              new Step.Promote(
                  input.currentVersion(), version, Cause.of(Reason.PROMOTE_LAST, credential.id())));
      case TIMED_OUT -> PendingKey.notPropagated(input, credential.id());
      case WRONG_SECRET -> PlanInput.halt(Reason.LAST_DOES_NOT_WORK, credential.id());
      case SOMEONE_ELSE -> PlanInput.halt(Reason.SOMEONE_ELSES_KEY, credential.id());
    };
  }
}
