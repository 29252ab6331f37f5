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
  static Optional<Step> previousKeyMovedOn(PlanInput input) {
    if (input.previous().isEmpty()) {
      return Optional.empty();
    }
    Previous previous = input.previous().get();
    Optional<AccessKey> key = input.key(previous.key());
    boolean isCurrent =
        input.isCurrent(previous.key())
            && input.ledger().currentKey().equals(Optional.of(previous.key()));
    Optional<Step> lost = isCurrent ? recordThatWasLost(input) : Optional.empty();
    if (lost.isPresent()) {
      return lost;
    }
    if (key.isEmpty() || isCurrent) {
      Ledger gone =
          retired(input, previous).withoutPrevious().forgetting(RotationTagCleanup.over(input));
      Ledger after = closedIfAbout(input, previous.key(), gone);
      Step note = new Step.Note(after, Cause.of(Reason.PREVIOUS_GONE, previous.key()));
      return input.lookForNews().or(() -> Optional.of(note));
    }
    boolean active = key.get().isActive();
    return switch (previous.state()) {
      case ACTIVE -> active ? Optional.empty() : input.lookForNews().or(() -> off(input, previous));
      case OFF, OFF_BY_HAND -> active ? on(input, previous) : Optional.empty();
    };
  }

  /** A key that is gone and was announced to be deleted is remembered as one that we deleted. */
  private static Ledger retired(PlanInput input, Previous previous) {
    boolean announced =
        input
            .ledger()
            .mark()
            .filter(mark -> mark.key().equals(previous.key()) && mark.act() == Act.DELETE)
            .isPresent();
    return announced ? input.ledger().retired(previous.key(), input.now()) : input.ledger();
  }

  /**
   * A record that names the current key as previous, or none, was written by a run that had not
   * seen that key become current, over the record of the one that it replaced. That one is the key
   * that the current one's rotation left; or, after a rollback, it is in AWSPREVIOUS still, and
   * known as ours by its own rotation. Its overlap begins anew.
   */
  static Optional<Step> recordThatWasLost(PlanInput input) {
    Optional<AccessKey> current = input.listedCurrentKey();
    Optional<AccessKey> left =
        current.flatMap(now ->
            input.keys().stream()
                .filter(key -> !key.id().equals(now.id()))
                .filter(key -> input.ledger().rotations().left(key.id(), now))
                .findFirst());
    return left.map(key -> recordAsPrevious(input, key, Optional.empty()))
        .or(() -> recordOfARollback(input));
  }

  private static Optional<Step> recordOfARollback(PlanInput input) {
    Optional<VersionId> version = input.seen().secret().at(StagingLabel.AWSPREVIOUS);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    Optional<AccessKey> key =
        input
            .credential(version.get())
            .flatMap(credential -> input.key(credential.id()))
            .filter(found -> !input.isCurrent(found.id()))
            .filter(found -> input.ledger().rotations().explain(version.get(), found));
    return input
        .lookAgain(new ReadPart.Value(version.get()))
        .or(() -> key.map(found -> recordAsPrevious(input, found, version)));
  }

  private static Step recordAsPrevious(
      PlanInput input, AccessKey key, Optional<VersionId> provedIn) {
    State state = key.isActive() ? State.ACTIVE : State.OFF_BY_HAND;
    Ledger after = input.ledger().with(new Previous(key.id(), state, input.now(), provedIn));
    return new Step.Note(after, Cause.of(Reason.PREVIOUS_FOUND_AGAIN, key.id()));
  }

  /**
   * Recorded as Active before a rollback goes on: a person who switches the key off from now on is
   * seen to have done so.
   */
  private static Optional<Step> on(PlanInput input, Previous previous) {
    if (!input.isGoingBackTo(previous.key())) {
      return input
          .lookForNews()
          .or(() -> moved(input, previous, State.ACTIVE, Reason.PREVIOUS_ON_BY_HAND));
    }
    Ledger after = input.ledger().with(previous.now(State.ACTIVE, input.now()));
    return Optional.of(
        new Step.Note(after, Cause.of(Reason.PREVIOUS_ON_TO_ROLL_BACK, previous.key())));
  }

  private static Optional<Step> off(PlanInput input, Previous previous) {
    return isMarkedByItsRetirement(input, previous.key())
        ? moved(input, previous, State.OFF, Reason.PREVIOUS_DEACTIVATED)
        : moved(input, previous, State.OFF_BY_HAND, Reason.PREVIOUS_OFF_BY_HAND);
  }

  /**
   * Whether the key is marked to be switched off by a retirement that is announced as well: both
   * are written at once, at one instant, and only of a previous key. A mark that fits nothing
   * explains nothing: then the key was switched off by a person, as far as is known.
   */
  private static boolean isMarkedByItsRetirement(PlanInput input, AccessKeyId key) {
    return input
        .ledger()
        .mark()
        .filter(mark -> mark.key().equals(key) && mark.act() == Act.DEACTIVATE)
        .filter(mark ->
            input
                .intent()
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
  static boolean isSwitchedOffByUs(PlanInput input, Previous previous) {
    return previous.state() == State.OFF
        && input
            .intent()
            .filter(intent -> intent.key().equals(Optional.of(previous.key())))
            .filter(intent ->
                switch (intent.verb()) {
                  case RETIRE, DELETE, ROLLBACK -> true;
                  case ROTATE, REPAIR -> false;
                })
            .isPresent();
  }

  private static Optional<Step> moved(
      PlanInput input, Previous previous, State state, Reason reason) {
    Ledger after = input.ledger().with(previous.now(state, input.now()));
    return Optional.of(
        new Step.Note(
            closedIfAbout(input, previous.key(), after), Cause.of(reason, previous.key())));
  }

  private static Ledger closedIfAbout(PlanInput input, AccessKeyId key, Ledger ledger) {
    boolean about =
        input
            .intent()
            .filter(intent -> input.isMine(intent) && intent.token().isEmpty())
            .flatMap(Intent::key)
            .equals(Optional.of(key));
    return about ? ledger.closed(input.now()) : ledger;
  }
}
