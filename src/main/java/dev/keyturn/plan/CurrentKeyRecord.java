package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Current;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.LedgerTags;
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

  /** AWSCURRENT is on another version than the one that is recorded as proved. */
  static Optional<Step> currentVersionUnproved(PlanInput input) {
    if (input.current().isEmpty()
        || input.goal() instanceof Goal.Restore
        || isProvedAlready(input)) {
      return Optional.empty();
    }
    AccessKeyId key = input.current().get().id();
    Optional<AccessKeyId> recorded = input.ledger().currentKey();
    if (recorded.equals(Optional.of(key))) {
      // A rotation that is asked for leaves the version, so that nothing depends on it.
      return CurrentKeyHealth.leavesTheCurrentKey(input.goal())
          ? Optional.empty()
          : proved(
              input, () -> note(input.ledger().proved(version(input)), Reason.CURRENT_PROVED, key));
    }
    // Another run may have made the key since they were listed.
    Optional<Step> look =
        input.key(key).filter(AccessKey::isActive).isEmpty()
            ? input.lookAgain(new ReadPart.Keys())
            : Optional.empty();
    if (look.isPresent()) {
      return look;
    }
    if (input.ledger().userId().isEmpty()) {
      return proved(input, () -> adopted(input, key, Reason.ADOPTED_BY_CONFIGURATION));
    }
    if (LedgerTags.onlyPin(input.seen().secret().tags())) {
      // The guards have let it pass, so that the user's own tag names this secret: the pin, which
      // whoever writes the secret's tags may write, binds nobody by itself.
      return proved(input, () -> adopted(input, key, Reason.ADOPTED_BY_TAGS));
    }
    if (isOfTheIntent(input) || (!input.isPrevious(key) && isOfAnOverwrittenIntent(input, key))) {
      return proved(input, () -> recordAsCurrent(input, key, Reason.PROMOTED));
    }
    boolean useless = input.isPrevious(key) || input.key(key).isEmpty();
    if (recorded.isEmpty() && useless && CurrentKeyHealth.leavesTheCurrentKey(input.goal())) {
      // The secret was adopted with a value that does not work, for a rotation to replace it.
      return Optional.empty();
    }
    return input.isPrevious(key) ? movedBack(input, key) : unexplained(input, key);
  }

  /** Whether it is recorded that the current version was proved, and whose key it holds. */
  static boolean isProvedAlready(PlanInput input) {
    return input.currentKey().equals(input.ledger().currentKey())
        && input.currentVersion().equals(input.ledger().provedIn());
  }

  private static VersionId version(PlanInput input) {
    return input.currentVersion().orElseThrow();
  }

  /** The first record of a secret that was bound without {@code adopt}. */
  private static Step adopted(PlanInput input, AccessKeyId key, Reason reason) {
    Current current = new Current(key, input.currentVersion()).adopted(input.now());
    return note(input.ledger().adopted(input.user().id(), Optional.of(current)), reason, key);
  }

  /**
   * The label was moved back to the very version that held the previous key. In any other version
   * its ID is somebody's edit, and may stand beside any secret.
   */
  private static Optional<Step> movedBack(PlanInput input, AccessKeyId key) {
    boolean itsVersion =
        input.previous().flatMap(Previous::provedIn).equals(input.currentVersion())
            || input
                .key(key)
                .filter(found -> input.ledger().rotations().explain(version(input), found))
                .isPresent();
    Reason reason = input.isGoingBackTo(key) ? Reason.ROLLED_BACK : Reason.CURRENT_MOVED_BY_HAND;
    return itsVersion
        ? proved(input, () -> recordAsCurrent(input, key, reason))
        : input.haltWithoutNews(Reason.CURRENT_EDITED, key);
  }

  private static Optional<Step> unexplained(PlanInput input, AccessKeyId key) {
    return editedSince(input, key)
        .or(() -> firstOfAnother(input, key))
        .or(() ->
            input
                .lookForNews()
                .or(() ->
                    input
                        .ledger()
                        .retiredAt(key)
                        .<Step>map(at ->
                            new Step.Halt(
                                Cause.of(Reason.CURRENT_RETIRED, key)
                                    .saying("It was deleted " + at)))
                        .or(() -> PlanInput.halt(Reason.CURRENT_NOT_ADOPTED, key))));
  }

  /** The first key of the secret, which another run has just stored and is about to record. */
  private static Optional<Step> firstOfAnother(PlanInput input, AccessKeyId current) {
    return input
        .key(current)
        .filter(key -> input.ledger().current().isEmpty())
        .flatMap(key ->
            input.waitUntil(
                input.over(key.created()),
                Cause.of(Reason.ANOTHER_RUN, current)
                    .saying("It has stored the first key " + current.masked())));
  }

  /**
   * Proves the pair in the current version, and then takes the step. Empty where the key cannot be
   * used at all, which is told in its place.
   */
  private static Optional<Step> proved(PlanInput input, Supplier<Step> then) {
    Credential credential = input.current().orElseThrow();
    AccessKeyId key = credential.id();
    if (input.key(key).filter(AccessKey::isActive).isEmpty()) {
      return Optional.empty();
    }
    return switch (input.proof(credential).orElse(null)) {
      case null -> Optional.of(new Step.Verify(credential, Cause.of(Reason.PROVE_CURRENT, key)));
      // Others may have recorded it during the proof. What this run has just promoted under its
      // lease is nobody else's to record.
      case WORKS ->
          input.mayWrite()
              ? Optional.of(then.get())
              : input.lookAgain(new ReadPart.Secret()).or(() -> Optional.of(then.get()));
      case WRONG_SECRET -> input.haltWithoutNews(Reason.CURRENT_SECRET_WRONG, key);
      case SOMEONE_ELSE -> input.haltWithoutNews(Reason.SOMEONE_ELSES_KEY, key);
      case TIMED_OUT -> PendingKey.notPropagated(input, key);
    };
  }

  private static Step recordAsCurrent(PlanInput input, AccessKeyId current, Reason reason) {
    Optional<Previous> previous = previousAfter(input, current);
    Ledger after =
        withoutMarkOf(input, current)
            .promoted(current, version(input), previous)
            .closed(input.now());
    AccessKeyId about =
        reason == Reason.PROMOTED ? previous.map(Previous::key).orElse(current) : current;
    return note(after, reason, about);
  }

  /**
   * The key that was current becomes the previous one. Where it is gone, the one before it stays
   * that, and its overlap begins anew: consumers may have gone back to it.
   */
  private static Optional<Previous> previousAfter(PlanInput input, AccessKeyId current) {
    Optional<Previous> left =
        input
            .ledger()
            .current()
            .filter(was -> input.key(was.key()).isPresent())
            .map(was -> new Previous(was.key(), State.ACTIVE, input.now(), was.provedIn()));
    return left.or(() ->
        input
            .previous()
            .filter(was -> !was.key().equals(current) && input.key(was.key()).isPresent())
            .map(was -> was.now(was.state(), input.now())));
  }

  private static Step note(Ledger after, Reason reason, AccessKeyId key) {
    return new Step.Note(after, Cause.of(reason, key));
  }

  /**
   * A mark on the key that became current, of a retirement that was interrupted, explains nothing
   * any more once whatever that one sent has arrived: who switches the key off from then on is a
   * person.
   */
  private static Ledger withoutMarkOf(PlanInput input, AccessKeyId current) {
    return input
        .ledger()
        .mark()
        .filter(
            mark -> mark.key().equals(current) && !input.now().isBefore(input.over(mark.since())))
        .map(mark -> input.ledger().unmarked())
        .orElseGet(input::ledger);
  }

  /**
   * A rotation was promoted, and before that could be recorded, somebody edited the secret: the key
   * is in a version that nobody announced, and in the announced one.
   */
  private static Optional<Step> editedSince(PlanInput input, AccessKeyId current) {
    Optional<VersionId> announced =
        input
            .intent()
            .filter(intent -> intent.verb() == Intent.Verb.ROTATE)
            .filter(
                intent -> input.key(current).filter(it -> intent.covers(it.created())).isPresent())
            .flatMap(Intent::token);
    Optional<Step> look =
        announced
            .filter(version -> !input.seen().values().containsKey(version))
            .flatMap(version -> input.lookAgain(new ReadPart.Value(version)));
    return look.or(() ->
        announced
            .flatMap(input::credential)
            .filter(credential -> credential.id().equals(current))
            .flatMap(credential ->
                proved(input, () -> recordAsCurrent(input, current, Reason.PROMOTED))));
  }

  private static boolean isOfTheIntent(PlanInput input) {
    return input.intent().flatMap(Intent::token).filter(version(input)::equals).isPresent();
  }

  /**
   * A rotation was promoted whose intent was overwritten by a run that had not seen it, before it
   * could be recorded. An old version that somebody made current again is none: its key is gone.
   */
  private static boolean isOfAnOverwrittenIntent(PlanInput input, AccessKeyId current) {
    return input
        .key(current)
        .filter(key -> input.ledger().rotations().explain(version(input), key))
        .isPresent();
  }
}
