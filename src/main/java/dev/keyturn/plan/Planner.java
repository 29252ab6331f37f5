package dev.keyturn.plan;

import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pure function at the heart: what was observed, the policy, the goal and the time in; one step
 * out. It is an ordered chain, and reading it down is reading what matters most first.
 */
public final class Planner {
  private static final List<Check> GUARDS =
      List.of(ServiceRotation::guards, Guards::secretIsUsable, Guards::userIsBound);

  private static final List<Check> CHAIN =
      List.of(
          Leases::undoWhatCannotBeStored,
          Leases::lookAgainWhenHeldUp,
          Leases::withdrawWhatWasOvertaken,
          ServiceRotation::answer,
          Leases::yieldToAnother,
          CurrentKeyRecord::ofUnprovedVersion,
          LedgerCatchUp::previousMoved,
          PendingKey::tidy,
          Restoration::goBack,
          Rollback::goBack,
          PendingKey::store,
          PendingKey::promote,
          CurrentKeyHealth::currentKey);

  private Planner() {}

  /**
   * Plans the one next step.
   *
   * @param seen everything that is known
   * @param policy when keys are rotated and retired
   * @param goal what the run is asked to reach
   * @param now the time, read once
   */
  public static Step plan(Observation seen, Policy policy, Goal goal, Instant now) {
    PlanInput s = new PlanInput(seen, policy, goal, now);
    Optional<Step> refusal = first(GUARDS, s);
    if (refusal.isPresent()) {
      return refusal.get() instanceof Step.Halt halt
          ? Leases.undo(s).or(() -> Leases.undoStored(s, halt)).orElse(halt)
          : refusal.get();
    }
    if (seen.keys().isEmpty()) {
      return new Step.Look(List.of(new ReadPart.Keys()), Cause.of(Reason.LOOK_CLOSER));
    }
    Step step = first(CHAIN, s).orElseGet(() -> inQuiet(s));
    return endsTheRun(step) ? Leases.undo(s).orElse(step) : step;
  }

  /** No run ends with a key in hand, which nobody else could ever store. */
  private static boolean endsTheRun(Step step) {
    return step instanceof Step.Done || step instanceof Step.Wait || step instanceof Step.Halt;
  }

  /**
   * Nothing is half done: retire the previous key, account for every other key, and rotate if that
   * is due.
   */
  private static Step inQuiet(PlanInput s) {
    Optional<Step> retirement = Retirement.advance(s);
    if (retirement.isPresent() && !(retirement.get() instanceof Step.Wait)) {
      return retirement.get();
    }
    if (isReached(s)) {
      return done(s);
    }
    Optional<Step> stray = UnexplainedKeys.any(s);
    if (stray.isPresent()) {
      return stray.get();
    }
    Optional<Step> room = retirement.filter(waiting -> isFull(s));
    if (room.isEmpty()) {
      room = first(List.of(ServiceRotation::isOver, Planner::waitForRoom), s);
    }
    if (room.isPresent()) {
      return close(s).orElse(room.get());
    }
    return RotationDue.isDue(s) ? RotationDue.begin(s) : done(s);
  }

  /** IAM gives a user room for two keys, whatever they are good for. */
  private static boolean isFull(PlanInput s) {
    return s.keys().size() >= 2;
  }

  /** The previous key stands where another would be created, and its time has not come. */
  private static Optional<Step> waitForRoom(PlanInput s) {
    return isFull(s) && RotationDue.isDue(s)
        ? ServiceRotation.waitForRoom(s).or(() -> RotationDue.noRoom(s))
        : Optional.empty();
  }

  /** Whether what a person asked for by name is reached; everything else is for later runs. */
  private static boolean isReached(PlanInput s) {
    return !(s.goal() instanceof Goal.Advance) && !RotationDue.isDue(s);
  }

  private static Step done(PlanInput s) {
    Reason reached =
        switch (s.goal()) {
          case Goal.Advance advance -> Reason.NOTHING_DUE;
          case Goal.Rotate rotate -> Reason.ROTATED;
          case Goal.RollBack rollBack -> Reason.BACK_ON_PREVIOUS;
          case Goal.Restore restore -> Reason.RESTORED;
          case Goal.TakeServiceStep stage -> Reason.ROTATED;
        };
    Instant next = RotationDue.at(s);
    return close(s).orElse(new Step.Done(next, Cause.of(reached).due(next)));
  }

  /**
   * An intent or mark that has nothing left to speak of is closed, so that it neither keeps others
   * away nor explains what happens later.
   */
  private static Optional<Step> close(PlanInput s) {
    boolean open = s.intent().filter(Intent::open).isPresent();
    boolean marked =
        s.ledger().mark().filter(mark -> !s.now().isBefore(s.over(mark.since()))).isPresent();
    if (!open && !marked) {
      return Optional.empty();
    }
    Ledger after = marked ? s.ledger().unmarked() : s.ledger();
    return Optional.of(new Step.Note(s.closed(after), Cause.of(Reason.INTENT_FULFILLED)));
  }

  /**
   * What to write when a run ends before its goal: its lease is given back, so that the next run
   * need not wait for it.
   *
   * @return nothing when this run holds no lease
   */
  public static Optional<Step.Note> giveBackLease(Observation seen, Instant now) {
    PlanInput s = new PlanInput(seen, Policy.DEFAULT, new Goal.Advance(), now);
    return s.intent()
        .filter(intent -> s.isMine(intent) && intent.leasesAt(now))
        .map(intent ->
            s.nothingWasCreated() ? s.closed(s.ledger()) : s.ledger().with(intent.released(now)))
        .map(ledger -> new Step.Note(ledger, Cause.of(Reason.LEASE_GIVEN_BACK)));
  }

  private static Optional<Step> first(List<Check> checks, PlanInput input) {
    for (Check check : checks) {
      Optional<Step> step = check.check(input);
      if (step.isPresent()) {
        return step;
      }
    }
    return Optional.empty();
  }
}
