package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.AnnouncedRotations;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
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
   */
  static Instant at(PlanInput s) {
    Duration age = isTheServices(s) ? s.policy().maxAge() : s.policy().rotateAtAge();
    Optional<AccessKey> key = s.current().flatMap(current -> s.key(current.id()));
    return key.map(found -> found.created().plus(age)).orElse(s.now());
  }

  private static boolean isTheServices(PlanInput s) {
    return s.seen().secret().rotationEnabled();
  }

  static boolean isDue(PlanInput s) {
    return switch (s.goal()) {
      case Goal.Rotate goal ->
          s.current().isEmpty() || s.current().map(Credential::id).equals(goal.away());
      case Goal.Advance advance -> !s.now().isBefore(at(s));
      case Goal.RollBack rollBack -> false;
      case Goal.Restore restore -> false;
      case Goal.TakeServiceStep stage -> !s.currentVersion().equals(Optional.of(stage.version()));
    };
  }

  /**
   * Both of the user's keys are the secret's, and the one that consumers are given cannot be used:
   * then the other may be the last that works, and is not taken away to make room.
   */
  static Optional<Step> noRoom(PlanInput s) {
    return s.previous().map(previous -> new Step.Halt(Cause.of(Reason.NO_ROOM, previous.key())));
  }

  static Step begin(PlanInput s) {
    if (s.progress().discarded()) {
      return new Step.Halt(Cause.of(Reason.PENDING_SECRET_WRONG));
    }
    Instant again = s.now().plus(ASK_AGAIN);
    // What was stored under this run's token cannot be stored under it again: the next run brings
    // another.
    boolean spent = s.credential(s.progress().freshToken()).isPresent();
    if (spent && ServiceRotation.goal(s).isPresent()) {
      return new Step.Halt(Cause.of(Reason.VERSION_SPENT));
    }
    if (spent || s.progress().creations() >= MOST_CREATIONS) {
      return new Step.Wait(again, Cause.of(Reason.TRIED_ENOUGH).due(again));
    }
    // IAM's quota of two keys keeps a second attempt from adding to the first, but not where the
    // user has none. What the first one made is listed by the time of another run.
    if (s.progress().hasCreatedOrIsInDoubt() && s.keys().isEmpty()) {
      return new Step.Wait(again, Cause.of(Reason.CREATION_IN_DOUBT).due(again));
    }
    Cause cause =
        s.current().isEmpty()
            ? Cause.of(Reason.FIRST_KEY)
            : s.goal() instanceof Goal.Rotate || s.goal() instanceof Goal.TakeServiceStep
                ? Cause.of(Reason.ASKED_TO_ROTATE)
                : Cause.of(isTheServices(s) ? Reason.SERVICE_IS_LATE : Reason.DUE).due(at(s));
    Optional<AccessKeyId> leaves = s.current().map(Credential::id);
    boolean announced =
        s.mayWrite()
            && s.intent()
                .filter(intent -> intent.verb() == Intent.Verb.ROTATE)
                .filter(intent -> intent.key().equals(leaves))
                .isPresent();
    if (announced) {
      // Whose user it is may have changed since it was looked at: then a key would be made for
      // whoever has the name now, or for a user that is bound to another secret by now.
      return s.lookAgain(new ReadPart.User()).orElseGet(() -> new Step.CreateKey(cause));
    }
    // The token that an interrupted run announced, and never stored under, is used again: should
    // that run still store, one of us is refused. After an hour it cannot store any more.
    Optional<Intent> interrupted =
        s.intent()
            .filter(it -> s.pendingToken().isPresent() && it.key().equals(leaves))
            .filter(
                it -> s.now().isBefore(it.since().plus(AnnouncedRotations.ANNOUNCED_AGAIN_FOR)));
    boolean anew = interrupted.isEmpty() || ServiceRotation.goal(s).isPresent();
    Optional<Step> room = anew ? RotationTagCleanup.roomForAnother(s) : Optional.empty();
    if (room.isPresent()) {
      return room.get();
    }
    if (ServiceRotation.goal(s).isPresent()) {
      return ServiceRotation.announce(s, interrupted, cause);
    }
    if (interrupted.isEmpty()) {
      Optional<VersionId> token = Optional.of(s.progress().freshToken());
      return s.announce(s.ledger(), Intent.Verb.ROTATE, token, leaves, cause);
    }
    return s.takeOver(interrupted.get(), cause);
  }
}
