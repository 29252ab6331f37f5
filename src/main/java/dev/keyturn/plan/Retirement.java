package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Intent;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger.Act;
import dev.keyturn.model.Ledger.Mark;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Policy.NewKeyUse;
import dev.keyturn.model.Policy.StillUsed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The previous key on its way out: Active through the overlap and until it has been quiet, then
 * Inactive through the recovery window, then deleted. Each step on evidence, and none on a read
 * that failed.
 */
final class Retirement {
  /**
   * How much later than what IAM tells a key may have been used last: it records only the first use
   * in each span of fifteen minutes, and tells it a while later; how long is not published, and
   * some twenty minutes are usual.
   */
  static final Duration USE_ALLOWANCE = Duration.ofHours(1);

  /** The span in which IAM records one use. */
  private static final Duration USE_GRANULARITY = Duration.ofMinutes(15);

  private static final Duration ASK_AGAIN = Duration.ofMinutes(15);

  private Retirement() {}

  /** Its time has come, or what is known of it has to be looked at again. */
  static Optional<Step> previousKeyToRetire(PlanInput input) {
    return advance(input).filter(step -> !(step instanceof Step.Wait));
  }

  /** Its time has not come, and it stands where another key would be created. */
  static Optional<Step> previousKeyInTheWay(PlanInput input) {
    return advance(input).filter(step -> step instanceof Step.Wait && input.isFull());
  }

  private static Optional<Step> advance(PlanInput input) {
    if (input.previous().isEmpty() || isReached(input) || !isCurrentKeyUsable(input)) {
      return Optional.empty();
    }
    Previous previous = input.previous().get();
    AccessKey key = input.key(previous.key()).orElseThrow();
    return key.isActive()
        ? retire(input, previous).map(step -> calledOff(input, previous, step))
        : delete(input, previous);
  }

  /**
   * Where the current key cannot be used, and a rotation was asked for, the previous one may be the
   * last that works.
   */
  private static boolean isCurrentKeyUsable(PlanInput input) {
    return CurrentKeyRecord.isProvedAlready(input)
        && input.listedCurrentKey().filter(AccessKey::isActive).isPresent();
  }

  /**
   * A key that is marked and may not be switched off after all loses the mark: should a person
   * switch it off now, it was not us.
   */
  private static Step calledOff(PlanInput input, Previous previous, Step step) {
    return input.ledger().marks(previous.key()) && step instanceof Step.Wait
        ? new Step.Note(
            input.ledger().unmarked().closed(input.now()),
            Cause.of(Reason.RETIREMENT_CALLED_OFF, previous.key()))
        : step;
  }

  /** What a person asked for ends with the promotion; retiring is for later runs. */
  private static boolean isReached(PlanInput input) {
    Optional<AccessKeyId> current = input.currentKey();
    return switch (input.goal()) {
      case Goal.Advance advance -> false;
      case Goal.Rotate rotate -> current.isPresent() && !current.equals(rotate.away());
      case Goal.TakeServiceStep asked -> true;
      case Goal.RollBack rollBack -> current.isPresent() && !current.equals(rollBack.away());
      case Goal.Restore restore -> true;
    };
  }

  private static Optional<Step> retire(PlanInput input, Previous previous) {
    AccessKeyId key = previous.key();
    Instant overlapEnds = RetirementTimes.overlapEnds(input, previous);
    Optional<Step> inOverlap = input.waitUntil(overlapEnds, Cause.of(Reason.IN_OVERLAP, key));
    if (inOverlap.isPresent()) {
      return inOverlap;
    }
    if (!input.seen().lastUse().containsKey(key)) {
      return input.lookAgain(new ReadPart.LastUseOf(key));
    }
    Optional<Step> unseen = currentNotSeen(input, previous);
    if (unseen.isPresent()) {
      return unseen;
    }
    return switch (input.seen().lastUse().get(key)) {
      case LastUse.Unknown unknown ->
          Optional.of(UnexplainedKeys.useUnknown(input.now().plus(ASK_AGAIN), key, unknown));
      case LastUse.Never never -> {
        // A young key's "never used" may only mean that no use has been recorded yet.
        Instant quietAt = quietAfter(input, RetirementTimes.overlapBegan(input, previous));
        yield input
            .waitUntil(quietAt, Cause.of(Reason.IN_OVERLAP, key))
            .or(() -> deactivate(input, previous, Reason.RETIRE_PREVIOUS));
      }
      case LastUse.Used used -> afterUse(input, previous, overlapEnds, used);
    };
  }

  private static Optional<Step> afterUse(
      PlanInput input, Previous previous, Instant overlapEnds, LastUse.Used used) {
    Instant quietAt = quietAfter(input, used.at());
    if (!input.now().isBefore(quietAt)) {
      return deactivate(input, previous, Reason.RETIRE_PREVIOUS);
    }
    Cause stillUsed =
        Cause.of(Reason.STILL_USED, previous.key())
            .saying(
                "Last seen %s, calling %s in %s"
                    .formatted(used.at(), used.service(), used.region()));
    return switch (input.policy().stillUsed()) {
      case StillUsed.Hold hold -> Optional.of(new Step.Wait(quietAt, stillUsed.due(quietAt)));
      case StillUsed.ForceAfter force -> {
        Instant forced = overlapEnds.plus(force.further());
        Instant due = forced.isBefore(quietAt) ? forced : quietAt;
        yield input.now().isBefore(forced)
            ? Optional.of(new Step.Wait(due, stillUsed.due(due)))
            : deactivate(input, previous, Reason.FORCE_RETIRE_PREVIOUS);
      }
    };
  }

  /**
   * When the key has been quiet for as long as the policy asks, if this is the last that IAM can
   * tell of. Where the policy asks for no quiet, that is now.
   */
  private static Instant quietAfter(PlanInput input, Instant lastTold) {
    Duration quiet = input.policy().quiet();
    return quiet.isZero() ? input.now() : lastTold.plus(USE_ALLOWANCE).plus(quiet);
  }

  /**
   * Where the policy asks for it, the cut-over must be seen from the new key's side. Our own proof
   * of it came before its promotion.
   */
  private static Optional<Step> currentNotSeen(PlanInput input, Previous previous) {
    if (input.policy().newKeyUse() == NewKeyUse.IGNORE) {
      return Optional.empty();
    }
    AccessKeyId current = input.current().orElseThrow().id();
    LastUse use = input.seen().lastUse().get(current);
    if (use == null) {
      return input.lookAgain(new ReadPart.LastUseOf(current));
    }
    boolean seen =
        use instanceof LastUse.Used used
            && used.at().isAfter(previous.since().plus(USE_GRANULARITY));
    return seen
        ? Optional.empty()
        : input.waitUntil(
            input.now().plus(ASK_AGAIN), Cause.of(Reason.CURRENT_NOT_SEEN_IN_USE, previous.key()));
  }

  private static Optional<Step> deactivate(PlanInput input, Previous previous, Reason reason) {
    AccessKeyId key = previous.key();
    return waitForRollback(input, key)
        .or(() -> wasTheSecrets(input, previous))
        .or(() -> announced(input, Intent.Verb.RETIRE, previous, Act.DEACTIVATE, reason))
        .or(() ->
            input.lookAgain(
                new ReadPart.Keys(), new ReadPart.LastUseOf(key), new ReadPart.Secret()))
        .or(() -> Optional.of(new Step.Deactivate(key, Cause.of(reason, key))));
  }

  private static Optional<Step> delete(PlanInput input, Previous previous) {
    AccessKeyId key = previous.key();
    Instant due = RetirementTimes.recoveryEnds(input, previous);
    return input
        .waitUntil(due, Cause.of(Reason.IN_RECOVERY, key))
        .or(() -> waitForRollback(input, key))
        .or(() -> wasTheSecrets(input, previous))
        .or(() ->
            announced(input, Intent.Verb.DELETE, previous, Act.DELETE, Reason.DELETE_PREVIOUS))
        .or(() -> input.lookAgain(new ReadPart.Keys(), new ReadPart.Secret()))
        .or(() -> Optional.of(new Step.DeleteKey(key, Cause.of(Reason.DELETE_PREVIOUS, key))));
  }

  /**
   * Halts where no version of the secret holds the key: then only tags say that it was the
   * secret's, and they can be made to say so of any key of the user.
   */
  private static Optional<Step> wasTheSecrets(PlanInput input, Previous previous) {
    return PreviousVersion.look(input)
        .or(() ->
            PreviousVersion.found(input).isPresent()
                ? Optional.empty()
                : PlanInput.halt(Reason.PREVIOUS_UNPROVED, previous.key()));
  }

  /**
   * A rollback to the key that was announced less than a lease ago may be at work still, and a
   * retirement have overwritten its intent. This is asked before that is announced, and again after
   * the look that follows.
   */
  private static Optional<Step> waitForRollback(PlanInput input, AccessKeyId key) {
    return input
        .ledger()
        .rollback()
        .filter(rollback -> rollback.key().equals(key))
        .flatMap(rollback ->
            input.waitUntil(
                input.over(rollback.since()),
                Cause.of(Reason.ANOTHER_RUN, key).saying("It goes back to key " + key.masked())));
  }

  /**
   * The announcement marks the key, too, and changes nothing else of what is recorded: it may rest
   * on an old reading, and the look that follows shows what is true.
   */
  private static Optional<Step> announced(
      PlanInput input, Intent.Verb verb, Previous previous, Act act, Reason reason) {
    boolean marked =
        input
            .ledger()
            .mark()
            .filter(mark -> mark.key().equals(previous.key()) && mark.act() == act)
            .isPresent();
    boolean announced = input.intent().filter(intent -> intent.verb() == verb).isPresent();
    if (marked && announced && input.mayWrite()) {
      return Optional.empty();
    }
    return Optional.of(
        input.announce(
            input.ledger().with(new Mark(previous.key(), act, input.now())),
            verb,
            Optional.empty(),
            Optional.of(previous.key()),
            Cause.of(reason, previous.key())));
  }
}
