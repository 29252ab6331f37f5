package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Current;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.VersionId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * AWSCURRENT is on another version than the one whose key was proved last: after a promotion that
 * is not recorded yet, after somebody edited the secret, or moved the label. What consumers read is
 * proved before it is recorded, and whatever nobody announced is recorded only where it is plain
 * what it is: a value can be written by whoever may edit the secret, and a label moved.
 */
final class CurrentKeyRecord {
  private CurrentKeyRecord() {}

  static Optional<Step> ofUnprovedVersion(PlanInput s) {
    if (s.current().isEmpty() || s.goal() instanceof Goal.Restore || isProvedAlready(s)) {
      return Optional.empty();
    }
    AccessKeyId key = s.current().get().id();
    Optional<AccessKeyId> recorded = s.ledger().currentKey();
    if (recorded.equals(Optional.of(key))) {
      // A rotation that is asked for leaves the version, so that nothing depends on it.
      return CurrentKeyHealth.leavesTheCurrentKey(s.goal())
          ? Optional.empty()
          : proved(s, () -> note(s.ledger().proved(version(s)), Reason.CURRENT_PROVED, key));
    }
    // Another run may have made the key since they were listed.
    Optional<Step> look =
        s.key(key).filter(AccessKey::isActive).isEmpty()
            ? s.lookAgain(new ReadPart.Keys())
            : Optional.empty();
    if (look.isPresent()) {
      return look;
    }
    if (s.ledger().userId().isEmpty()) {
      return proved(s, () -> adoptedByConfiguration(s, key));
    }
    if (isOfTheIntent(s) || (!s.isPrevious(key) && isOfAnOverwrittenIntent(s, key))) {
      return proved(s, () -> recordAsCurrent(s, key, Reason.PROMOTED));
    }
    boolean useless = s.isPrevious(key) || s.key(key).isEmpty();
    if (recorded.isEmpty() && useless && CurrentKeyHealth.leavesTheCurrentKey(s.goal())) {
      // The secret was adopted with a value that does not work, for a rotation to replace it.
      return Optional.empty();
    }
    return s.isPrevious(key) ? movedBack(s, key) : unexplained(s, key);
  }

  /** Whether it is recorded that the current version was proved, and whose key it holds. */
  static boolean isProvedAlready(PlanInput s) {
    return s.current().map(Credential::id).equals(s.ledger().currentKey())
        && s.currentVersion().equals(s.ledger().provedIn());
  }

  private static VersionId version(PlanInput s) {
    return s.currentVersion().orElseThrow();
  }

  private static Step adoptedByConfiguration(PlanInput s, AccessKeyId key) {
    Current current = new Current(key, s.currentVersion());
    return note(
        s.ledger().adopted(s.user().id(), Optional.of(current)),
        Reason.ADOPTED_BY_CONFIGURATION,
        key);
  }

  /**
   * The label was moved back to the very version that held the previous key. In any other version
   * its ID is somebody's edit, and may stand beside any secret.
   */
  private static Optional<Step> movedBack(PlanInput s, AccessKeyId key) {
    boolean itsVersion =
        s.previous().flatMap(Previous::provedIn).equals(s.currentVersion())
            || s.key(key)
                .filter(found -> s.ledger().rotations().explain(version(s), found))
                .isPresent();
    Reason reason =
        LedgerCatchUp.rollsBackTo(s, key) ? Reason.ROLLED_BACK : Reason.CURRENT_MOVED_BY_HAND;
    return itsVersion
        ? proved(s, () -> recordAsCurrent(s, key, reason))
        : s.haltWithoutNews(Reason.CURRENT_EDITED, key);
  }

  private static Optional<Step> unexplained(PlanInput s, AccessKeyId key) {
    return editedSince(s, key)
        .or(() -> firstOfAnother(s, key))
        .or(() ->
            s.lookForNews()
                .or(() ->
                    s.ledger()
                        .retiredAt(key)
                        .<Step>map(at ->
                            new Step.Halt(
                                Cause.of(Reason.CURRENT_RETIRED, key)
                                    .saying("It was deleted " + at)))
                        .or(() -> PlanInput.halt(Reason.CURRENT_NOT_ADOPTED, key))));
  }

  /** The first key of the secret, which another run has just stored and is about to record. */
  private static Optional<Step> firstOfAnother(PlanInput s, AccessKeyId current) {
    return s.key(current)
        .filter(key -> s.ledger().current().isEmpty())
        .flatMap(key ->
            s.waitUntil(
                s.over(key.created()),
                Cause.of(Reason.ANOTHER_RUN, current)
                    .saying("It has stored the first key " + current.masked())));
  }

  /**
   * Proves the pair in the current version, and then takes the step. Empty where the key cannot be
   * used at all, which is told in its place.
   */
  private static Optional<Step> proved(PlanInput s, Supplier<Step> then) {
    Credential credential = s.current().orElseThrow();
    AccessKeyId key = credential.id();
    if (s.key(key).filter(AccessKey::isActive).isEmpty()) {
      return Optional.empty();
    }
    return switch (s.proof(credential).orElse(null)) {
      case null -> Optional.of(new Step.Verify(credential, Cause.of(Reason.PROVE_CURRENT, key)));
      // Others may have recorded it during the proof. What this run has just promoted under its
      // lease is nobody else's to record.
      case WORKS ->
          s.mayWrite()
              ? Optional.of(then.get())
              : s.lookAgain(new ReadPart.Secret()).or(() -> Optional.of(then.get()));
      case WRONG_SECRET -> s.haltWithoutNews(Reason.CURRENT_SECRET_WRONG, key);
      case SOMEONE_ELSE -> s.haltWithoutNews(Reason.SOMEONE_ELSES_KEY, key);
      case TIMED_OUT -> PendingKey.notPropagated(s, key);
    };
  }

  private static Step recordAsCurrent(PlanInput s, AccessKeyId current, Reason reason) {
    Optional<Previous> previous = previousAfter(s, current);
    Ledger after =
        withoutMarkOf(s, current).promoted(current, version(s), previous).closed(s.now());
    AccessKeyId about =
        reason == Reason.PROMOTED ? previous.map(Previous::key).orElse(current) : current;
    return note(after, reason, about);
  }

  /**
   * The key that was current becomes the previous one. Where it is gone, the one before it stays
   * that, and its overlap begins anew: consumers may have gone back to it.
   */
  private static Optional<Previous> previousAfter(PlanInput s, AccessKeyId current) {
    Optional<Previous> left =
        s.ledger()
            .current()
            .filter(was -> s.key(was.key()).isPresent())
            .map(was -> new Previous(was.key(), State.ACTIVE, s.now(), was.provedIn()));
    return left.or(() ->
        s.previous()
            .filter(was -> !was.key().equals(current) && s.key(was.key()).isPresent())
            .map(was -> was.now(was.state(), s.now())));
  }

  private static Step note(Ledger after, Reason reason, AccessKeyId key) {
    return new Step.Note(after, Cause.of(reason, key));
  }

  /**
   * A mark on the key that became current, of a retirement that was interrupted, explains nothing
   * any more once whatever that one sent has arrived: who switches the key off from then on is a
   * person.
   */
  private static Ledger withoutMarkOf(PlanInput s, AccessKeyId current) {
    return s.ledger()
        .mark()
        .filter(mark -> mark.key().equals(current) && !s.now().isBefore(s.over(mark.since())))
        .map(mark -> s.ledger().unmarked())
        .orElseGet(s::ledger);
  }

  /**
   * A rotation was promoted, and before that could be recorded, somebody edited the secret: the key
   * is in a version that nobody announced, and in the announced one.
   */
  private static Optional<Step> editedSince(PlanInput s, AccessKeyId current) {
    Optional<VersionId> announced =
        s.intent()
            .filter(intent -> intent.verb() == Intent.Verb.ROTATE)
            .filter(intent -> s.key(current).filter(it -> intent.covers(it.created())).isPresent())
            .flatMap(Intent::token);
    Optional<Step> look =
        announced
            .filter(version -> !s.seen().values().containsKey(version))
            .flatMap(version -> s.lookAgain(new ReadPart.Value(version)));
    return look.or(() ->
        announced
            .flatMap(s::credential)
            .filter(credential -> credential.id().equals(current))
            .flatMap(credential -> proved(s, () -> recordAsCurrent(s, current, Reason.PROMOTED))));
  }

  private static boolean isOfTheIntent(PlanInput s) {
    return s.intent()
        .flatMap(Intent::token)
        .filter(s.currentVersion().orElseThrow()::equals)
        .isPresent();
  }

  /**
   * A rotation was promoted whose intent was overwritten by a run that had not seen it, before it
   * could be recorded. An old version that somebody made current again is none: its key is gone.
   */
  private static boolean isOfAnOverwrittenIntent(PlanInput s, AccessKeyId current) {
    return s.key(current)
        .filter(key -> s.ledger().rotations().explain(s.currentVersion().orElseThrow(), key))
        .isPresent();
  }
}
