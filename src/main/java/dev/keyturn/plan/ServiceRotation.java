package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rotation in the four steps of Secrets Manager, each of them a run of its own. The service names
 * the version that the new key is stored in, and calls a step again with the same name when
 * anything went wrong: so each step first looks how far the version has come.
 */
public final class ServiceRotation {
  private ServiceRotation() {}

  /**
   * Everything that forbids a step, a sentence each: the guards that the service documents.
   *
   * @param version which the service's event names
   */
  public static List<String> problems(SecretDescription secret, VersionId version) {
    List<String> problems = new ArrayList<>();
    if (!secret.rotationEnabled()) {
      problems.add("Rotation is not enabled for the secret");
    }
    boolean known = secret.labels().containsValue(version);
    if (!known) {
      problems.add("Version %s carries no staging label of the secret".formatted(version));
    } else if (!isAt(secret, StagingLabel.AWSPENDING, version)
        && !isAt(secret, StagingLabel.AWSCURRENT, version)) {
      problems.add("Version %s does not carry AWSPENDING".formatted(version));
    }
    return List.copyOf(problems);
  }

  private static boolean isAt(SecretDescription secret, StagingLabel label, VersionId version) {
    return secret.at(label).equals(Optional.of(version));
  }

  /** A step that the service would not take is not taken. */
  static Optional<Step> stepRefused(PlanInput input) {
    return goal(input)
        .map(goal -> problems(input.seen().secret(), goal.version()))
        .filter(problems -> !problems.isEmpty())
        .map(problems ->
            new Step.Halt(Cause.of(Reason.STEP_REFUSED).saying(String.join(". ", problems))));
  }

  /** The version that the service has named. */
  static Optional<Goal.TakeServiceStep> goal(PlanInput input) {
    return input.goal() instanceof Goal.TakeServiceStep asked
        ? Optional.of(asked)
        : Optional.empty();
  }

  /** Whether a rotation of this version was given up by the service, which has begun another. */
  static boolean isGivenUp(PlanInput input, VersionId version) {
    return goal(input).filter(goal -> !goal.version().equals(version)).isPresent();
  }

  /**
   * What can be answered without writing, whoever else is at work: a step that was done before, and
   * the two that only look.
   */
  static Optional<Step> stepNeedsNoWrite(PlanInput input) {
    if (goal(input).isEmpty() || input.memory().minted().isPresent()) {
      return Optional.empty();
    }
    Goal.TakeServiceStep goal = goal(input).get();
    if (isCurrent(input, goal)) {
      return answerForCurrent(input, goal);
    }
    VersionValue value = input.seen().values().get(goal.version());
    if (value == null) {
      return input.lookAgain(new ReadPart.Value(goal.version()));
    }
    return switch (goal.step()) {
      case CREATE_SECRET -> isStored(input, goal) ? done(input, Reason.STAGED) : Optional.empty();
      case SET_SECRET -> stored(input, goal, value).or(() -> done(input, Reason.STAGED));
      case TEST_SECRET -> test(input, goal, value);
      case FINISH_SECRET ->
          value instanceof VersionValue.Absent ? nothingStaged(goal) : Optional.empty();
    };
  }

  private static boolean isCurrent(PlanInput input, Goal.TakeServiceStep goal) {
    return input.currentVersion().equals(Optional.of(goal.version()));
  }

  /** What finishSecret has left to record is another run's while that one holds the lease. */
  private static Optional<Step> answerForCurrent(PlanInput input, Goal.TakeServiceStep goal) {
    boolean anothers =
        input
            .intent()
            .filter(intent -> intent.leasesAt(input.now()) && !input.isMine(intent))
            .isPresent();
    return goal.step() != ServiceStep.FINISH_SECRET || anothers
        ? done(input, Reason.ALREADY_CURRENT)
        : Optional.empty();
  }

  /** A key that the open intent announced, in the version that it named: never made twice. */
  private static boolean isStored(PlanInput input, Goal.TakeServiceStep goal) {
    boolean announced =
        input
            .intent()
            .filter(intent -> intent.open() && intent.verb() == Intent.Verb.ROTATE)
            .flatMap(Intent::token)
            .equals(Optional.of(goal.version()));
    return announced
        && input.credential(goal.version()).map(Credential::id).flatMap(input::key).isPresent();
  }

  private static Optional<Step> nothingStaged(Goal.TakeServiceStep goal) {
    return Optional.of(
        new Step.Halt(
            Cause.of(Reason.NOTHING_STAGED).saying("Its version ID is " + goal.version())));
  }

  /** Why the version is not what a step after createSecret needs; empty when it is. */
  private static Optional<Step> stored(
      PlanInput input, Goal.TakeServiceStep goal, VersionValue value) {
    return switch (value) {
      case VersionValue.Absent absent ->
          input.lookAgain(new ReadPart.Value(goal.version())).or(() -> nothingStaged(goal));
      case VersionValue.Unusable unusable -> PlanInput.halt(Reason.PENDING_TAMPERED);
      case VersionValue.Holds holds -> usable(input, holds.credential());
    };
  }

  private static Optional<Step> usable(PlanInput input, Credential credential) {
    if (!credential.user().sameAs(input.user().name())) {
      return PlanInput.halt(Reason.PENDING_TAMPERED, credential.id());
    }
    Optional<AccessKey> key = input.key(credential.id());
    if (key.isEmpty()) {
      return input
          .lookAgain(new ReadPart.Keys())
          .or(() -> PlanInput.halt(Reason.VERSION_SPENT, credential.id()));
    }
    return key.get().isActive()
        ? Optional.empty()
        : PlanInput.halt(Reason.PENDING_KEY_INACTIVE, credential.id());
  }

  /**
   * Proves the version's key. A rotation that is only tested ({@code RotateImmediately=false})
   * never sent a createSecret: its version is empty, or a copy of the current one, and what is
   * proved is that the function reaches everything that it needs, with the current key.
   */
  private static Optional<Step> test(
      PlanInput input, Goal.TakeServiceStep goal, VersionValue value) {
    boolean testOnly = value instanceof VersionValue.Absent && !isAnnounced(input, goal);
    if (testOnly) {
      return CurrentKeyHealth.currentKeyUnusable(input)
          .or(() -> prove(input, input.current().orElseThrow()));
    }
    return stored(input, goal, value)
        .or(() -> input.credential(goal.version()).flatMap(credential -> prove(input, credential)));
  }

  private static boolean isAnnounced(PlanInput input, Goal.TakeServiceStep goal) {
    return input.intent().flatMap(Intent::token).equals(Optional.of(goal.version()))
        || input.ledger().rotations().announce(goal.version());
  }

  private static Optional<Step> prove(PlanInput input, Credential credential) {
    AccessKeyId key = credential.id();
    return switch (input.proof(credential).orElse(null)) {
      case null -> Optional.of(new Step.Verify(credential, Cause.of(Reason.PROVE_PENDING, key)));
      case WORKS -> done(input, Reason.STAGED_KEY_WORKS);
      case TIMED_OUT -> PendingKey.notPropagated(input, key);
      case WRONG_SECRET -> PlanInput.halt(Reason.STAGED_SECRET_WRONG, key);
      case SOMEONE_ELSE -> PlanInput.halt(Reason.SOMEONE_ELSES_KEY, key);
    };
  }

  /**
   * Announces a rotation that stores its key in the service's version. Other invocations are given
   * the same version: one that this run has not seen, as it read the secret before that one
   * announced itself, may have created its key at any time since this run began. So the
   * announcement says that keys may have been created since then; and it is not made by a run that
   * was held up, as nobody else's key may come into that time.
   *
   * @param interrupted a rotation that was announced before, and has stored nothing
   */
  static Step announce(PlanInput input, Optional<Intent> interrupted, Cause cause) {
    Instant begun = input.memory().begun();
    if (input.now().isAfter(begun.plus(Leases.HELD_UP))) {
      return new Step.Wait(input.now(), Cause.of(Reason.HELD_UP).due(input.now()));
    }
    Instant since = interrupted.map(Intent::since).filter(was -> was.isBefore(begun)).orElse(begun);
    Optional<VersionId> version = Optional.of(input.memory().freshToken());
    Optional<AccessKeyId> leaves = input.currentKey();
    Instant until = input.now().plus(input.policy().lease());
    Intent intent =
        new Intent(
            Intent.Verb.ROTATE, version, leaves, input.memory().holder(), since, until, true);
    return new Step.Announce(input.ledger().with(intent), cause);
  }

  private static Optional<Step> done(PlanInput input, Reason reason) {
    Instant next = RotationDue.at(input);
    Optional<AccessKeyId> key =
        goal(input).flatMap(goal -> input.credential(goal.version())).map(Credential::id);
    return Optional.of(new Step.Done(next, new Cause(reason, key, Optional.of(next), "")));
  }

  /**
   * The previous key, which has to be gone before there is room for another. Retiring it is the
   * controller's: a step has a quarter of an hour, an overlap days.
   */
  static Optional<Step> previousKeyStands(PlanInput input) {
    return goal(input)
        .flatMap(goal -> input.previous())
        .map(previous -> previousStands(input, previous));
  }

  /** A finishSecret whose version can never become current: nothing is created at that step. */
  static Optional<Step> versionSpent(PlanInput input) {
    return goal(input)
        .filter(goal -> goal.step() == ServiceStep.FINISH_SECRET)
        .map(goal -> new Step.Halt(Cause.of(Reason.VERSION_SPENT)));
  }

  private static Step previousStands(PlanInput input, Previous previous) {
    boolean active = previous.state() == State.ACTIVE;
    Instant planned =
        previous.since().plus(active ? input.policy().overlap() : input.policy().recovery());
    // From there on it is the controller's next run, or, for an Active key, its falling quiet.
    Instant until = active ? planned.plus(input.policy().recovery()) : planned;
    Instant due = until.isBefore(input.now()) ? input.now() : until;
    return new Step.Wait(due, Cause.of(Reason.PREVIOUS_STANDS, previous.key()).due(due));
  }
}
