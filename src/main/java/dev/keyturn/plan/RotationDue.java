package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.AnnouncedRotations;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger.Current;
import dev.keyturn.model.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a rotation is due, and its beginning: the intent, then the key. */
final class RotationDue {
  private static final int MOST_CREATIONS = 3;
  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  private RotationDue() {}

  /**
   * When the current key's rotation is due: at its maximum age less the overlap, which maximum age
   * includes.
   *
   * <p>A secret that Secrets Manager rotates on a schedule of its own is left to that until the
   * maximum age itself. A rotation of ours, days before the service's, would leave no room for that
   * one, which would then fail.
   *
   * <p>A key that was overdue already when it was adopted is due in its place in the spread.
   */
  static Instant at(PlanInput input) {
    Duration age = isTheServices(input) ? input.policy().maxAge() : input.policy().rotateAtAge();
    return input
        .listedCurrentKey()
        .map(found -> spread(input, found.id(), found.created().plus(age)))
        .orElse(input.now());
  }

  /**
   * Thousands that are adopted in an afternoon would all be due in one run. What the tag says is
   * believed for the past alone: a date to come would put a rotation off for as long as somebody
   * likes.
   */
  private static Instant spread(PlanInput input, AccessKeyId current, Instant due) {
    return input
        .ledger()
        .current()
        .filter(recorded -> recorded.key().equals(current))
        .flatMap(Current::adopted)
        .filter(adopted -> !adopted.isBefore(due) && !adopted.isAfter(input.now()))
        .map(adopted -> Spread.begin(input.seen().secret().arn(), adopted, input.policy().spread()))
        .orElse(due);
  }

  private static boolean isTheServices(PlanInput input) {
    return input.seen().secret().rotationEnabled();
  }

  static boolean isDue(PlanInput input) {
    return switch (input.goal()) {
      case Goal.Rotate goal -> input.current().isEmpty() || input.currentKey().equals(goal.away());
      case Goal.Advance advance -> !input.now().isBefore(at(input));
      case Goal.RollBack rollBack -> false;
      case Goal.Restore restore -> false;
      case Goal.TakeServiceStep asked ->
          !input.currentVersion().equals(Optional.of(asked.version()));
    };
  }

  /**
   * Another key is due, and the user has two. Where both are the secret's, and the one that
   * consumers are given cannot be used, the other may be the last that works, and is not taken away
   * to make room.
   */
  static Optional<Step> roomMissing(PlanInput input) {
    return input.isFull() && isDue(input)
        ? ServiceRotation.previousKeyStands(input).or(() -> noRoom(input))
        : Optional.empty();
  }

  private static Optional<Step> noRoom(PlanInput input) {
    return input
        .previous()
        .map(previous -> new Step.Halt(Cause.of(Reason.NO_ROOM, previous.key())));
  }

  /** A rotation is due, and nothing keeps it from being begun. */
  static Optional<Step> rotationDue(PlanInput input) {
    return isDue(input) ? Optional.of(begin(input)) : Optional.empty();
  }

  private static Step begin(PlanInput input) {
    if (input.memory().discarded()) {
      return new Step.Halt(Cause.of(Reason.PENDING_SECRET_WRONG));
    }
    Instant again = input.now().plus(ASK_AGAIN);
    // What was stored under this run's token cannot be stored under it again: the next run brings
    // another.
    boolean spent = input.credential(input.memory().freshToken()).isPresent();
    if (spent && ServiceRotation.goal(input).isPresent()) {
      return new Step.Halt(Cause.of(Reason.VERSION_SPENT));
    }
    if (spent || input.memory().creations() >= MOST_CREATIONS) {
      return new Step.Wait(again, Cause.of(Reason.TRIED_ENOUGH).due(again));
    }
    // IAM's quota of two keys keeps a second attempt from adding to the first, but not where the
    // user has none. What the first one made is listed by the time of another run.
    if (input.memory().hasCreatedOrIsInDoubt() && input.keys().isEmpty()) {
      return new Step.Wait(again, Cause.of(Reason.CREATION_IN_DOUBT).due(again));
    }
    Cause cause =
        input.current().isEmpty()
            ? Cause.of(Reason.FIRST_KEY)
            : input.goal() instanceof Goal.Rotate || input.goal() instanceof Goal.TakeServiceStep
                ? Cause.of(Reason.ASKED_TO_ROTATE)
                : Cause.of(isTheServices(input) ? Reason.SERVICE_IS_LATE : Reason.DUE)
                    .due(at(input));
    Optional<AccessKeyId> leaves = input.currentKey();
    boolean announced =
        input.mayWrite()
            && input
                .intent()
                .filter(intent -> intent.verb() == Intent.Verb.ROTATE)
                .filter(intent -> intent.key().equals(leaves))
                .isPresent();
    if (announced) {
      // Whose user it is may have changed since it was looked at: then a key would be made for
      // whoever has the name now, or for a user that is bound to another secret by now.
      return input.lookAgain(new ReadPart.User()).orElseGet(() -> new Step.CreateKey(cause));
    }
    // The token that an interrupted run announced, and never stored under, is used again: should
    // that run still store, one of us is refused. After an hour it cannot store any more.
    Optional<Intent> interrupted =
        input
            .intent()
            .filter(it -> input.pendingToken().isPresent() && it.key().equals(leaves))
            .filter(it ->
                input.now().isBefore(it.since().plus(AnnouncedRotations.ANNOUNCED_AGAIN_FOR)));
    boolean anew = interrupted.isEmpty() || ServiceRotation.goal(input).isPresent();
    Optional<Step> room = anew ? RotationTagCleanup.roomForAnother(input) : Optional.empty();
    if (room.isPresent()) {
      return room.get();
    }
    if (ServiceRotation.goal(input).isPresent()) {
      return ServiceRotation.announce(input, interrupted, cause);
    }
    if (interrupted.isEmpty()) {
      Optional<VersionId> token = Optional.of(input.memory().freshToken());
      return input.announce(input.ledger(), Intent.Verb.ROTATE, token, leaves, cause);
    }
    return input.takeOver(interrupted.get(), cause);
  }
}
