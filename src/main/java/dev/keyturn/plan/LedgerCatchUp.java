package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Act;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import java.util.Optional;

/**
 * Where the previous key has moved on from the bookkeeping: a crash after an act, or a person's
 * hand. It is recorded before anything else is decided.
 */
final class LedgerCatchUp {
  private LedgerCatchUp() {}

  /** The previous key's status is not the recorded one. */
  static Optional<Step> previousMoved(PlanInput s) {
    if (s.previous().isEmpty()) {
      return Optional.empty();
    }
    Previous previous = s.previous().get();
    Optional<AccessKey> key = s.key(previous.key());
    boolean isCurrent =
        s.isCurrent(previous.key()) && s.ledger().currentKey().equals(Optional.of(previous.key()));
    Optional<Step> lost = isCurrent ? recordThatWasLost(s) : Optional.empty();
    if (lost.isPresent()) {
      return lost;
    }
    if (key.isEmpty() || isCurrent) {
      Ledger gone = retired(s, previous).withoutPrevious().forgetting(RotationTagCleanup.over(s));
      Ledger after = closedIfAbout(s, previous.key(), gone);
      Step note = new Step.Note(after, Cause.of(Reason.PREVIOUS_GONE, previous.key()));
      return s.lookForNews().or(() -> Optional.of(note));
    }
    boolean active = key.get().isActive();
    return switch (previous.state()) {
      case ACTIVE -> active ? Optional.empty() : s.lookForNews().or(() -> off(s, previous));
      case OFF, OFF_BY_HAND -> active ? on(s, previous) : Optional.empty();
    };
  }

  /** A key that is gone and was announced to be deleted is remembered as one that we deleted. */
  private static Ledger retired(PlanInput s, Previous previous) {
    boolean announced =
        s.ledger()
            .mark()
            .filter(mark -> mark.key().equals(previous.key()) && mark.act() == Act.DELETE)
            .isPresent();
    return announced ? s.ledger().retired(previous.key(), s.now()) : s.ledger();
  }

  /**
   * A record that names the current key as previous, or none, was written by a run that had not
   * seen that key become current, over the record of the one that it replaced. That one is the key
   * that the current one's rotation left; or, after a rollback, it is in AWSPREVIOUS still, and
   * known as ours by its own rotation. Its overlap begins anew.
   */
  static Optional<Step> recordThatWasLost(PlanInput s) {
    Optional<AccessKey> current = s.current().flatMap(credential -> s.key(credential.id()));
    Optional<AccessKey> left =
        current.flatMap(now ->
            s.keys().stream()
                .filter(key -> !key.id().equals(now.id()))
                .filter(key -> s.ledger().rotations().left(key.id(), now))
                .findFirst());
    return left.map(key -> recordAsPrevious(s, key, Optional.empty()))
        .or(() -> recordOfARollback(s));
  }

  private static Optional<Step> recordOfARollback(PlanInput s) {
    Optional<VersionId> version = s.seen().secret().at(StagingLabel.AWSPREVIOUS);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    Optional<AccessKey> key =
        s.credential(version.get())
            .flatMap(credential -> s.key(credential.id()))
            .filter(found -> !s.isCurrent(found.id()))
            .filter(found -> s.ledger().rotations().explain(version.get(), found));
    return s.lookAgain(new ReadPart.Value(version.get()))
        .or(() -> key.map(found -> recordAsPrevious(s, found, version)));
  }

  private static Step recordAsPrevious(PlanInput s, AccessKey key, Optional<VersionId> provedIn) {
    State state = key.isActive() ? State.ACTIVE : State.OFF_BY_HAND;
    Ledger after = s.ledger().with(new Previous(key.id(), state, s.now(), provedIn));
    return new Step.Note(after, Cause.of(Reason.PREVIOUS_FOUND_AGAIN, key.id()));
  }

  /**
   * Recorded as Active before a rollback goes on: a person who switches the key off from now on is
   * seen to have done so.
   */
  private static Optional<Step> on(PlanInput s, Previous previous) {
    if (!rollsBackTo(s, previous.key())) {
      return s.lookForNews().or(() -> moved(s, previous, State.ACTIVE, Reason.PREVIOUS_ON_BY_HAND));
    }
    Ledger after = s.ledger().with(previous.now(State.ACTIVE, s.now()));
    return Optional.of(
        new Step.Note(after, Cause.of(Reason.PREVIOUS_ON_TO_ROLL_BACK, previous.key())));
  }

  private static Optional<Step> off(PlanInput s, Previous previous) {
    return isMarkedByItsRetirement(s, previous.key())
        ? moved(s, previous, State.OFF, Reason.PREVIOUS_DEACTIVATED)
        : moved(s, previous, State.OFF_BY_HAND, Reason.PREVIOUS_OFF_BY_HAND);
  }

  /**
   * Whether the key is marked to be switched off by a retirement that is announced as well: both
   * are written at once, at one instant, and only of a previous key. A mark that fits nothing
   * explains nothing: then the key was switched off by a person, as far as is known.
   */
  private static boolean isMarkedByItsRetirement(PlanInput s, AccessKeyId key) {
    return s.ledger()
        .mark()
        .filter(mark -> mark.key().equals(key) && mark.act() == Act.DEACTIVATE)
        .filter(mark ->
            s.intent()
                .filter(intent -> intent.verb() == Intent.Verb.RETIRE)
                .filter(intent -> intent.key().equals(Optional.of(key)))
                .filter(intent -> intent.since().equals(mark.since()))
                .isPresent())
        .isPresent();
  }

  /**
   * Whether the bookkeeping says that we switched the previous key off, and what was announced last
   * fits that. While a key is off nothing is announced but its deletion, or going back to it.
   */
  static boolean isSwitchedOffByUs(PlanInput s, Previous previous) {
    return previous.state() == State.OFF
        && s.intent()
            .filter(intent -> intent.key().equals(Optional.of(previous.key())))
            .filter(intent ->
                switch (intent.verb()) {
                  case RETIRE, DELETE, ROLLBACK -> true;
                  case ROTATE, REPAIR -> false;
                })
            .isPresent();
  }

  /** Whether an open intent says that {@code key} is being made current again. */
  static boolean rollsBackTo(PlanInput s, AccessKeyId key) {
    return s.intent()
        .filter(intent -> intent.open() && intent.verb() == Intent.Verb.ROLLBACK)
        .flatMap(Intent::key)
        .equals(Optional.of(key));
  }

  private static Optional<Step> moved(PlanInput s, Previous previous, State state, Reason reason) {
    Ledger after = s.ledger().with(previous.now(state, s.now()));
    return Optional.of(
        new Step.Note(closedIfAbout(s, previous.key(), after), Cause.of(reason, previous.key())));
  }

  private static Ledger closedIfAbout(PlanInput s, AccessKeyId key, Ledger ledger) {
    boolean about =
        s.intent()
            .filter(intent -> s.isMine(intent) && intent.token().isEmpty())
            .flatMap(Intent::key)
            .equals(Optional.of(key));
    return about ? ledger.closed(s.now()) : ledger;
  }
}
