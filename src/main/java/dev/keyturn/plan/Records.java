package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import java.util.Optional;

/**
 * Where reality has moved on from the bookkeeping: a crash after an act, or a person's hand. It is
 * recorded before anything else is decided.
 */
final class Records {
  private Records() {}

  /**
   * A current key that our own bookkeeping says we switched off is switched on again first of all.
   * One that a person switched off stays off: they may be answering a leak.
   */
  static Optional<Step> currentKeyThatWeSwitchedOff(Situation s) {
    Optional<AccessKey> current =
        s.current().flatMap(credential -> s.key(credential.id())).filter(key -> !key.isActive());
    boolean ours = current.isPresent() && switchedOffByUs(s, current.get().id());
    if (!ours) {
      return Optional.empty();
    }
    AccessKeyId key = current.get().id();
    Because because = Because.of(Reason.CURRENT_SWITCHED_OFF_BY_US, key);
    if (!s.mayWrite()) {
      return Optional.of(
          s.announce(s.ledger(), Intent.Verb.REPAIR, Optional.empty(), Optional.of(key), because));
    }
    // A person may have switched it on, and off again, since it was read.
    return s.lookAgain(new Part.Keys(), new Part.Secret())
        .or(() -> Optional.of(new Step.Reactivate(key, because)));
  }

  /** AWSCURRENT names another key than the one that was recorded last. */
  static Optional<Step> currentMoved(Situation s) {
    if (s.current().isEmpty()
        || s.current().map(credential -> credential.id()).equals(s.ledger().current())) {
      return Optional.empty();
    }
    AccessKeyId current = s.current().get().id();
    if (s.ledger().userId().isEmpty()) {
      Ledger adopted = s.ledger().adopted(s.user().id(), Optional.of(current));
      return Optional.of(
          new Step.Note(adopted, Because.of(Reason.ADOPTED_BY_CONFIGURATION, current)));
    }
    boolean back = s.isPrevious(current);
    if (isOfTheIntent(s) || (!back && isOfAnOverwrittenIntent(s, current))) {
      return recordAsCurrent(s, current, Reason.PROMOTED);
    }
    if (back) {
      boolean asked = rollsBackTo(s, current);
      return recordAsCurrent(s, current, asked ? Reason.ROLLED_BACK : Reason.CURRENT_MOVED_BY_HAND);
    }
    return editedSince(s, current)
        .or(() -> firstOfAnother(s, current))
        .or(() -> s.haltWithoutNews(Reason.CURRENT_NOT_ADOPTED, current));
  }

  /** The first key of the secret, which another run has just stored and is about to record. */
  private static Optional<Step> firstOfAnother(Situation s, AccessKeyId current) {
    return s.key(current)
        .filter(key -> s.ledger().current().isEmpty())
        .flatMap(
            key -> s.waitUntil(s.over(key.created()), Because.of(Reason.ANOTHER_RUN, current)));
  }

  private static Optional<Step> recordAsCurrent(Situation s, AccessKeyId current, Reason reason) {
    Optional<Previous> previous =
        s.ledger()
            .current()
            .filter(key -> s.key(key).isPresent())
            .map(key -> new Previous(key, State.ACTIVE, s.now()));
    Ledger after = withoutMarkOf(s, current).promoted(current, previous).closed(s.now());
    AccessKeyId about =
        reason == Reason.PROMOTED ? previous.map(Previous::key).orElse(current) : current;
    return Optional.of(new Step.Note(after, Because.of(reason, about)));
  }

  /**
   * A mark on the key that became current, of a retirement that was interrupted, explains nothing
   * any more once whatever that one sent has arrived: who switches the key off from then on is a
   * person.
   */
  private static Ledger withoutMarkOf(Situation s, AccessKeyId current) {
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
  private static Optional<Step> editedSince(Situation s, AccessKeyId current) {
    Optional<VersionId> announced =
        s.intent()
            .filter(intent -> intent.verb() == Intent.Verb.ROTATE)
            .filter(intent -> s.key(current).filter(it -> intent.covers(it.created())).isPresent())
            .flatMap(Intent::token);
    Optional<Step> look =
        announced
            .filter(version -> !s.seen().values().containsKey(version))
            .flatMap(version -> s.lookAgain(new Part.Value(version)));
    return look.or(() ->
        announced
            .flatMap(s::credential)
            .filter(credential -> credential.id().equals(current))
            .flatMap(credential -> recordAsCurrent(s, current, Reason.PROMOTED)));
  }

  private static boolean isOfTheIntent(Situation s) {
    return s.intent()
        .flatMap(Intent::token)
        .filter(s.currentVersion().orElseThrow()::equals)
        .isPresent();
  }

  /**
   * A rotation was promoted whose intent was overwritten by a run that had not seen it, before it
   * could be recorded. An old version that somebody made current again is none: its key is gone.
   */
  private static boolean isOfAnOverwrittenIntent(Situation s, AccessKeyId current) {
    return s.key(current)
        .filter(key -> s.ledger().rotations().explain(s.currentVersion().orElseThrow(), key))
        .isPresent();
  }

  /** The previous key's status is not the recorded one. */
  static Optional<Step> previousMoved(Situation s) {
    if (s.previous().isEmpty()) {
      return Optional.empty();
    }
    Previous previous = s.previous().get();
    Optional<AccessKey> key = s.key(previous.key());
    Optional<Step> lost = s.isCurrent(previous.key()) ? recordThatWasLost(s) : Optional.empty();
    if (lost.isPresent()) {
      return lost;
    }
    if (key.isEmpty() || s.isCurrent(previous.key())) {
      Ledger gone = s.ledger().withoutPrevious().forgetting(Forgetting.over(s));
      Ledger after = closedIfAbout(s, previous.key(), gone);
      Step note = new Step.Note(after, Because.of(Reason.PREVIOUS_GONE, previous.key()));
      return s.lookForNews().or(() -> Optional.of(note));
    }
    boolean active = key.get().isActive();
    return switch (previous.state()) {
      case ACTIVE -> active ? Optional.empty() : s.lookForNews().or(() -> off(s, previous));
      case OFF, OFF_BY_HAND -> active ? on(s, previous) : Optional.empty();
    };
  }

  /**
   * A record that names the current key as previous, or none, was written by a run that had not
   * seen that key become current, over the record of the one that it replaced. That one is the key
   * that the current one's rotation left; or, after a rollback, it is in AWSPREVIOUS still, and
   * known as ours by its own rotation. Its overlap begins anew.
   */
  static Optional<Step> recordThatWasLost(Situation s) {
    Optional<AccessKey> current = s.current().flatMap(credential -> s.key(credential.id()));
    Optional<AccessKey> left =
        current.flatMap(now ->
            s.keys().stream()
                .filter(key -> !key.id().equals(now.id()))
                .filter(key -> s.ledger().rotations().left(key.id(), now))
                .findFirst());
    return left.map(key -> recordAsPrevious(s, key)).or(() -> recordOfARollback(s));
  }

  private static Optional<Step> recordOfARollback(Situation s) {
    Optional<VersionId> version = s.seen().secret().at(StagingLabel.AWSPREVIOUS);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    Optional<AccessKey> key =
        s.credential(version.get())
            .flatMap(credential -> s.key(credential.id()))
            .filter(found -> !s.isCurrent(found.id()))
            .filter(found -> s.ledger().rotations().explain(version.get(), found));
    return s.lookAgain(new Part.Value(version.get()))
        .or(() -> key.map(found -> recordAsPrevious(s, found)));
  }

  private static Step recordAsPrevious(Situation s, AccessKey key) {
    State state = key.isActive() ? State.ACTIVE : State.OFF_BY_HAND;
    Ledger after = s.ledger().with(new Previous(key.id(), state, s.now()));
    return new Step.Note(after, Because.of(Reason.PREVIOUS_FOUND_AGAIN, key.id()));
  }

  /**
   * Recorded as Active before a rollback goes on: a person who switches the key off from now on is
   * seen to have done so.
   */
  private static Optional<Step> on(Situation s, Previous previous) {
    if (!rollsBackTo(s, previous.key())) {
      return s.lookForNews().or(() -> moved(s, previous, State.ACTIVE, Reason.PREVIOUS_ON_BY_HAND));
    }
    Ledger after = s.ledger().with(new Previous(previous.key(), State.ACTIVE, s.now()));
    return Optional.of(
        new Step.Note(after, Because.of(Reason.PREVIOUS_ON_TO_ROLL_BACK, previous.key())));
  }

  private static Optional<Step> off(Situation s, Previous previous) {
    return s.ledger().marks(previous.key())
        ? moved(s, previous, State.OFF, Reason.PREVIOUS_DEACTIVATED)
        : moved(s, previous, State.OFF_BY_HAND, Reason.PREVIOUS_OFF_BY_HAND);
  }

  private static boolean switchedOffByUs(Situation s, AccessKeyId key) {
    boolean recorded =
        s.previous()
            .filter(previous -> previous.key().equals(key))
            .filter(previous -> previous.state() == State.OFF)
            .isPresent();
    return recorded || s.ledger().marks(key);
  }

  /** Whether an open intent says that {@code key} is being made current again. */
  static boolean rollsBackTo(Situation s, AccessKeyId key) {
    return s.intent()
        .filter(intent -> intent.open() && intent.verb() == Intent.Verb.ROLLBACK)
        .flatMap(Intent::key)
        .equals(Optional.of(key));
  }

  private static Optional<Step> moved(Situation s, Previous previous, State state, Reason reason) {
    Ledger after = s.ledger().with(new Previous(previous.key(), state, s.now()));
    return Optional.of(
        new Step.Note(closedIfAbout(s, previous.key(), after), Because.of(reason, previous.key())));
  }

  private static Ledger closedIfAbout(Situation s, AccessKeyId key, Ledger ledger) {
    boolean about =
        s.intent()
            .filter(intent -> s.isMine(intent) && intent.token().isEmpty())
            .flatMap(Intent::key)
            .equals(Optional.of(key));
    return about ? ledger.closed(s.now()) : ledger;
  }
}
