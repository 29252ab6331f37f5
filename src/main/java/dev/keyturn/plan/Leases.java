package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Living with others: yield to a fresh intent, and clean up after oneself when one's own was
 * overtaken.
 */
final class Leases {
  /** What an undisturbed run takes a fraction of. */
  static final Duration HELD_UP = Duration.ofMinutes(1);

  private Leases() {}

  /**
   * A run that was held up, by the machine or by a call, first looks at everything again that it
   * began with. So nothing is decided on what was read more than a minute ago, and, as a signature
   * is good for a quarter of an hour, nothing that is written rests on older news than a lease is
   * long: an announcement cannot come upon that of a run which began after its reading, and was
   * taken over since.
   */
  static Optional<Step> runHeldUp(PlanInput input) {
    return input.now().isAfter(input.seen().secretRead().plus(HELD_UP))
        ? Optional.of(
            new Step.Look(
                List.of(new ReadPart.Secret(), new ReadPart.User(), new ReadPart.Keys()),
                Cause.of(Reason.LOOK_CLOSER)))
        : Optional.empty();
  }

  /**
   * A key that this run created but may no longer store is ours beyond doubt: nobody else ever saw
   * its secret. It is deleted again. A lease that is nearly over is not renewed for it: the renewal
   * may arrive when it is over, upon the announcement of a run that is removing the key as an
   * orphan, and has looked already.
   */
  static Optional<Step> keyCannotBeStored(PlanInput input) {
    boolean cannot = input.memory().store().refused() || !input.mayWrite();
    return cannot ? undo(input) : Optional.empty();
  }

  /**
   * Deletes the key in hand, if there is one. Where it may have been stored after all, looks first,
   * at the version that it was to be stored in: another run may have taken that over, and promoted
   * the key. One that is recorded was stored, whatever the look has shown.
   */
  static Optional<Step> undo(PlanInput input) {
    if (input.memory().minted().isEmpty()) {
      return Optional.empty();
    }
    AccessKeyId minted = input.memory().minted().get().id();
    return input
        .memory()
        .store()
        .doubted()
        .flatMap(version -> input.lookAgain(new ReadPart.Secret(), new ReadPart.Value(version)))
        .or(() ->
            Optional.of(
                input.isRecorded(minted)
                    ? new Step.Wait(
                        input.now(),
                        Cause.of(Reason.ANOTHER_RUN, minted)
                            .due(input.now())
                            .saying("It has taken over key " + minted.masked()))
                    : new Step.DeleteKey(minted, Cause.of(Reason.UNDO_MINTED, minted))));
  }

  /**
   * A key that this run has made and stored for a user who turns out to be bound to this secret no
   * more, or to be another user of the same name, or in a secret that is scheduled for deletion by
   * now: it is deleted, as no run will ever promote it.
   *
   * @param refusal why nothing else may be touched
   */
  static Optional<Step> undoStored(PlanInput input, Step.Halt refusal) {
    boolean ofTheUser =
        switch (refusal.cause().reason()) {
          case BOUND_ELSEWHERE, NOT_BOUND, USER_MADE_AGAIN, USER_NAME_DIFFERS, SECRET_DELETED ->
              true;
          default -> false;
        };
    if (!ofTheUser || input.seen().user().isEmpty() || !input.memory().hasCreatedOrIsInDoubt()) {
      return Optional.empty();
    }
    return Stream.concat(Stream.of(input.memory().freshToken()), input.pendingToken().stream())
        .flatMap(version -> input.credential(version).stream())
        .map(Credential::id)
        .filter(key -> !input.isRecorded(key))
        .findFirst()
        .flatMap(key ->
            input
                .lookAgain(new ReadPart.Secret())
                .or(() ->
                    Optional.of(new Step.DeleteKey(key, Cause.of(Reason.MADE_FOR_ANOTHER, key)))));
  }

  /**
   * A key that this run stored is deleted only when nobody can promote it any more: the intent
   * names another version, so whoever holds it works on that one. Where the intent still names
   * ours, another has taken this rotation over and finishes it.
   */
  static Optional<Step> rotationOvertaken(PlanInput input) {
    if (ServiceRotation.goal(input).isPresent()) {
      // Other runs are given the same version, and may be promoting it.
      return Optional.empty();
    }
    VersionId mine = input.memory().freshToken();
    Optional<Credential> stored = input.credential(mine);
    boolean announced =
        input.intent().filter(Intent::open).flatMap(Intent::token).equals(Optional.of(mine));
    if (stored.isEmpty() || announced || input.currentVersion().equals(Optional.of(mine))) {
      return Optional.empty();
    }
    // What was proved may have been promoted since, and this reading be an old one.
    if (input.isProved(stored.get()) && !cameSecond(input, mine)) {
      return Optional.empty();
    }
    if (input.key(stored.get().id()).isPresent() && !input.isRecorded(stored.get().id())) {
      return input
          .lookAgain(new ReadPart.Secret())
          .or(() ->
              Optional.of(
                  new Step.DeleteKey(
                      stored.get().id(), Cause.of(Reason.SUPERSEDED_PENDING, stored.get().id()))));
    }
    return input.seen().secret().at(StagingLabel.AWSPENDING).equals(Optional.of(mine))
        ? Optional.of(new Step.TakePendingOff(mine, Cause.of(Reason.PENDING_KEY_GONE)))
        : Optional.empty();
  }

  /**
   * Whether this run began without a current version, and stored its key when another run had
   * stored one that became current: a first key is proved before it is stored, and no run promotes
   * one that is pending while its lease lasts.
   */
  private static boolean cameSecond(PlanInput input, VersionId mine) {
    return input.goal() instanceof Goal.Rotate goal
        && goal.away().isEmpty()
        && input.currentVersion().isPresent()
        && input.seen().secret().at(StagingLabel.AWSPENDING).equals(Optional.of(mine));
  }

  static Optional<Step> anotherRunAtWork(PlanInput input) {
    return input
        .intent()
        .filter(intent -> intent.leasesAt(input.now()) && !input.isMine(intent))
        .map(Leases::wait);
  }

  private static Step wait(Intent intent) {
    return new Step.Wait(
        intent.until(),
        Cause.of(Reason.ANOTHER_RUN)
            .due(intent.until())
            .saying("%s by run %s".formatted(intent.verb().word(), intent.holder())));
  }
}
