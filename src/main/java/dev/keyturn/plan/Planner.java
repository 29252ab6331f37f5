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
  /** What forbids everything. Where one of these finds something, nothing is touched. */
  private static final List<Check> GUARDS =
      List.of(ServiceRotation::stepRefused, Guards::secretUnusable, Guards::userNotBound);

  /** What is half done, by this run, another or a person: it is finished, undone or waited for. */
  private static final List<Check> CHAIN =
      List.of(
          Leases::keyCannotBeStored,
          Leases::runHeldUp,
          Leases::rotationOvertaken,
          ServiceRotation::stepNeedsNoWrite,
          Leases::anotherRunAtWork,
          CurrentKeyRecord::currentVersionUnproved,
          LedgerCatchUp::previousKeyMovedOn,
          PendingKey::pendingLabelOnCurrent,
          Restoration::restorationAsked,
          Rollback::rollbackAskedOrBegun,
          PendingKey::keyInHand,
          PendingKey::keyStored,
          CurrentKeyHealth::currentKeyUnusable);

  /**
   * Where nothing is half done: the previous key is retired, every other key accounted for, and a
   * rotation begun if one is due. Three end the run without one: what is announced is closed before
   * that.
   */
  private static final List<Check> AT_REST =
      List.of(
          Retirement::previousKeyToRetire,
          Planner::goalReached,
          UnexplainedKeys::keyOrLabelUnexplained,
          closingFirst(Retirement::previousKeyInTheWay),
          closingFirst(ServiceRotation::versionSpent),
          closingFirst(RotationDue::roomMissing),
          RotationDue::rotationDue);

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
    PlanInput input = new PlanInput(seen, policy, goal, now);
    Optional<Step> refusal = first(GUARDS, input);
    if (refusal.isPresent()) {
      return refusal.get() instanceof Step.Halt halt
          ? Leases.undo(input).or(() -> Leases.undoStored(input, halt)).orElse(halt)
          : refusal.get();
    }
    if (seen.keys().isEmpty()) {
      return new Step.Look(List.of(new ReadPart.Keys()), Cause.of(Reason.LOOK_CLOSER));
    }
    Step step = first(CHAIN, input).or(() -> first(AT_REST, input)).orElseGet(() -> done(input));
    return endsTheRun(step) ? Leases.undo(input).orElse(step) : step;
  }

  /** No run ends with a key in hand, which nobody else could ever store. */
  private static boolean endsTheRun(Step step) {
    return step instanceof Step.Done || step instanceof Step.Wait || step instanceof Step.Halt;
  }

  /** Whether what a person asked for by name is reached; everything else is for later runs. */
  private static Optional<Step> goalReached(PlanInput input) {
    return input.goal() instanceof Goal.Advance || RotationDue.isDue(input)
        ? Optional.empty()
        : Optional.of(done(input));
  }

  private static Step done(PlanInput input) {
    Reason reached =
        switch (input.goal()) {
          case Goal.Advance advance -> Reason.NOTHING_DUE;
          case Goal.Rotate rotate -> Reason.ROTATED;
          case Goal.RollBack rollBack -> Reason.BACK_ON_PREVIOUS;
          case Goal.Restore restore -> Reason.RESTORED;
          case Goal.TakeServiceStep asked -> Reason.ROTATED;
        };
    Instant next = RotationDue.at(input);
    return close(input).orElse(new Step.Done(next, Cause.of(reached).due(next)));
  }

  /**
   * An intent or mark that has nothing left to speak of is closed, so that it neither keeps others
   * away nor explains what happens later.
   */
  private static Optional<Step> close(PlanInput input) {
    boolean open = input.intent().filter(Intent::open).isPresent();
    boolean marked =
        input
            .ledger()
            .mark()
            .filter(mark -> !input.now().isBefore(input.over(mark.since())))
            .isPresent();
    if (!open && !marked) {
      return Optional.empty();
    }
    Ledger after = marked ? input.ledger().unmarked() : input.ledger();
    return Optional.of(new Step.Note(input.closed(after), Cause.of(Reason.INTENT_FULFILLED)));
  }

  /** Where the check ends the run, nothing that was announced is left open. */
  private static Check closingFirst(Check check) {
    return input -> check.check(input).map(step -> close(input).orElse(step));
  }

  /**
   * What to write when a run ends before its goal: its lease is given back, so that the next run
   * need not wait for it.
   *
   * @return nothing when this run holds no lease
   */
  public static Optional<Step.Note> giveBackLease(Observation seen, Instant now) {
    PlanInput input = new PlanInput(seen, Policy.DEFAULT, new Goal.Advance(), now);
    return input
        .intent()
        .filter(intent -> input.isMine(intent) && intent.leasesAt(now))
        .map(intent ->
            input.nothingWasCreated()
                ? input.closed(input.ledger())
                : input.ledger().with(intent.released(now)))
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
