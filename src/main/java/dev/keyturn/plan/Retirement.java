package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
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

  static Optional<Step> advance(PlanInput s) {
    if (s.previous().isEmpty() || isReached(s) || !isCurrentKeyUsable(s)) {
      return Optional.empty();
    }
    Previous previous = s.previous().get();
    AccessKey key = s.key(previous.key()).orElseThrow();
    return key.isActive()
        ? retire(s, previous).map(step -> calledOff(s, previous, step))
        : delete(s, previous);
  }

  /**
   * Where the current key cannot be used, and a rotation was asked for, the previous one may be the
   * last that works.
   */
  private static boolean isCurrentKeyUsable(PlanInput s) {
    return CurrentKeyRecord.isProvedAlready(s)
        && s.current().map(Credential::id).flatMap(s::key).filter(AccessKey::isActive).isPresent();
  }

  /**
   * A key that is marked and may not be switched off after all loses the mark: should a person
   * switch it off now, it was not us.
   */
  private static Step calledOff(PlanInput s, Previous previous, Step step) {
    return s.ledger().marks(previous.key()) && step instanceof Step.Wait
        ? new Step.Note(
            s.ledger().unmarked().closed(s.now()),
            Cause.of(Reason.RETIREMENT_CALLED_OFF, previous.key()))
        : step;
  }

  /** What a person asked for ends with the promotion; retiring is for later runs. */
  private static boolean isReached(PlanInput s) {
    Optional<AccessKeyId> current = s.current().map(Credential::id);
    return switch (s.goal()) {
      case Goal.Advance advance -> false;
      case Goal.Rotate rotate -> current.isPresent() && !current.equals(rotate.away());
      case Goal.TakeServiceStep stage -> true;
      case Goal.RollBack rollBack -> current.isPresent() && !current.equals(rollBack.away());
      case Goal.Restore restore -> true;
    };
  }

  private static Optional<Step> retire(PlanInput s, Previous previous) {
    AccessKeyId key = previous.key();
    Instant overlapEnds = RetirementTimes.overlapEnds(s, previous);
    Optional<Step> inOverlap = s.waitUntil(overlapEnds, Cause.of(Reason.IN_OVERLAP, key));
    if (inOverlap.isPresent()) {
      return inOverlap;
    }
    if (!s.seen().lastUse().containsKey(key)) {
      return s.lookAgain(new ReadPart.LastUseOf(key));
    }
    Optional<Step> unseen = currentNotSeen(s, previous);
    if (unseen.isPresent()) {
      return unseen;
    }
    return switch (s.seen().lastUse().get(key)) {
      case LastUse.Unknown unknown ->
          Optional.of(UnexplainedKeys.useUnknown(s.now().plus(ASK_AGAIN), key, unknown));
      case LastUse.Never never -> {
        // A young key's "never used" may only mean that no use has been recorded yet.
        Instant quietAt = quietAfter(s, RetirementTimes.overlapBegan(s, previous));
        yield s.waitUntil(quietAt, Cause.of(Reason.IN_OVERLAP, key))
            .or(() -> deactivate(s, previous, Reason.RETIRE_PREVIOUS));
      }
      case LastUse.Used used -> afterUse(s, previous, overlapEnds, used);
    };
  }

  private static Optional<Step> afterUse(
      PlanInput s, Previous previous, Instant overlapEnds, LastUse.Used used) {
    Instant quietAt = quietAfter(s, used.at());
    if (!s.now().isBefore(quietAt)) {
      return deactivate(s, previous, Reason.RETIRE_PREVIOUS);
    }
    Cause stillUsed =
        Cause.of(Reason.STILL_USED, previous.key())
            .saying(
                "Last seen %s, calling %s in %s"
                    .formatted(used.at(), used.service(), used.region()));
    return switch (s.policy().stillUsed()) {
      case StillUsed.Hold hold -> Optional.of(new Step.Wait(quietAt, stillUsed.due(quietAt)));
      case StillUsed.ForceAfter force -> {
        Instant forced = overlapEnds.plus(force.further());
        Instant due = forced.isBefore(quietAt) ? forced : quietAt;
        yield s.now().isBefore(forced)
            ? Optional.of(new Step.Wait(due, stillUsed.due(due)))
            : deactivate(s, previous, Reason.FORCE_RETIRE_PREVIOUS);
      }
    };
  }

  /**
   * When the key has been quiet for as long as the policy asks, if this is the last that IAM can
   * tell of. Where the policy asks for no quiet, that is now.
   */
  private static Instant quietAfter(PlanInput s, Instant lastTold) {
    Duration quiet = s.policy().quiet();
    return quiet.isZero() ? s.now() : lastTold.plus(USE_ALLOWANCE).plus(quiet);
  }

  /**
   * Where the policy asks for it, the cut-over must be seen from the new key's side. Our own proof
   * of it came before its promotion.
   */
  private static Optional<Step> currentNotSeen(PlanInput s, Previous previous) {
    if (s.policy().newKeyUse() == NewKeyUse.IGNORE) {
      return Optional.empty();
    }
    AccessKeyId current = s.current().orElseThrow().id();
    LastUse use = s.seen().lastUse().get(current);
    if (use == null) {
      return s.lookAgain(new ReadPart.LastUseOf(current));
    }
    boolean seen =
        use instanceof LastUse.Used used
            && used.at().isAfter(previous.since().plus(USE_GRANULARITY));
    return seen
        ? Optional.empty()
        : s.waitUntil(
            s.now().plus(ASK_AGAIN), Cause.of(Reason.CURRENT_NOT_SEEN_IN_USE, previous.key()));
  }

  private static Optional<Step> deactivate(PlanInput s, Previous previous, Reason reason) {
    AccessKeyId key = previous.key();
    return waitForRollback(s, key)
        .or(() -> wasTheSecrets(s, previous))
        .or(() -> announced(s, Intent.Verb.RETIRE, previous, Act.DEACTIVATE, reason))
        .or(() ->
            s.lookAgain(new ReadPart.Keys(), new ReadPart.LastUseOf(key), new ReadPart.Secret()))
        .or(() -> Optional.of(new Step.Deactivate(key, Cause.of(reason, key))));
  }

  private static Optional<Step> delete(PlanInput s, Previous previous) {
    AccessKeyId key = previous.key();
    Instant due = RetirementTimes.recoveryEnds(s, previous);
    return s.waitUntil(due, Cause.of(Reason.IN_RECOVERY, key))
        .or(() -> waitForRollback(s, key))
        .or(() -> wasTheSecrets(s, previous))
        .or(() -> announced(s, Intent.Verb.DELETE, previous, Act.DELETE, Reason.DELETE_PREVIOUS))
        .or(() -> s.lookAgain(new ReadPart.Keys(), new ReadPart.Secret()))
        .or(() -> Optional.of(new Step.DeleteKey(key, Cause.of(Reason.DELETE_PREVIOUS, key))));
  }

  /**
   * Halts where no version of the secret holds the key: then only tags say that it was the
   * secret's, and they can be made to say so of any key of the user.
   */
  private static Optional<Step> wasTheSecrets(PlanInput s, Previous previous) {
    return PreviousVersion.look(s)
        .or(() ->
            PreviousVersion.found(s).isPresent()
                ? Optional.empty()
                : PlanInput.halt(Reason.PREVIOUS_UNPROVED, previous.key()));
  }

  /**
   * A rollback to the key that was announced less than a lease ago may be at work still, and a
   * retirement have overwritten its intent. This is asked before that is announced, and again after
   * the look that follows.
   */
  private static Optional<Step> waitForRollback(PlanInput s, AccessKeyId key) {
    return s.ledger()
        .rollback()
        .filter(rollback -> rollback.key().equals(key))
        .flatMap(rollback ->
            s.waitUntil(
                s.over(rollback.since()),
                Cause.of(Reason.ANOTHER_RUN, key).saying("It goes back to key " + key.masked())));
  }

  /**
   * The announcement marks the key, too, and changes nothing else of what is recorded: it may rest
   * on an old reading, and the look that follows shows what is true.
   */
  private static Optional<Step> announced(
      PlanInput s, Intent.Verb verb, Previous previous, Act act, Reason reason) {
    boolean marked =
        s.ledger()
            .mark()
            .filter(mark -> mark.key().equals(previous.key()) && mark.act() == act)
            .isPresent();
    boolean announced = s.intent().filter(intent -> intent.verb() == verb).isPresent();
    if (marked && announced && s.mayWrite()) {
      return Optional.empty();
    }
    return Optional.of(
        s.announce(
            s.ledger().with(new Mark(previous.key(), act, s.now())),
            verb,
            Optional.empty(),
            Optional.of(previous.key()),
            Cause.of(reason, previous.key())));
  }
}
