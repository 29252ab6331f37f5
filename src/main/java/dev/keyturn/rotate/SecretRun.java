package dev.keyturn.rotate;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Goal;
import dev.keyturn.plan.Planner;
import dev.keyturn.plan.Proof;
import dev.keyturn.plan.ReadPart;
import dev.keyturn.plan.Restoration;
import dev.keyturn.plan.RunMemory;
import dev.keyturn.plan.Step;
import dev.keyturn.port.DecisionTime;
import dev.keyturn.port.Failure;
import dev.keyturn.port.WriteLog;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One run for one secret, with what it has read and done so far. */
final class SecretRun {
  /**
   * Far more than the longest run needs; a planner that went in circles would end here instead of
   * never.
   */
  private static final int MOST_ROUNDS = 200;

  private static final int MOST_UNDOS = 3;

  private static final List<ReadPart> ALL = List.of(new ReadPart.Keys(), new ReadPart.Secret());

  private final Ports ports;
  private final ManagedSecret target;
  private final RunRequest request;
  private final RunObservations observations;
  private final Backoff backoff;
  private final AwsReader reader;
  private final StepExecutor writer;
  private final WriteLog writes = new WriteLog();
  private final RunEvents events;
  private final List<Step> taken = new ArrayList<>();
  private Optional<Goal> goal = Optional.empty();
  private Optional<Failure> untidy = Optional.empty();

  SecretRun(
      Ports ports,
      ManagedSecret target,
      RunRequest request,
      RunObservations observations,
      Backoff backoff) {
    this.ports = ports;
    this.target = target;
    this.request = request;
    this.observations = observations;
    this.backoff = backoff;
    // A name may be given to another secret while this run is at work; an ARN is not.
    String arn = observations.observation().secret().arn();
    this.reader = new AwsReader(ports, arn);
    this.writer = new StepExecutor(ports, arn, observations);
    this.events = new RunEvents(ports, target, observations, writes);
  }

  RunObservations book() {
    return observations;
  }

  RunReport report(RunOutcome outcome) {
    return new RunReport(
        target,
        request,
        outcome,
        observations.policy(),
        Optional.of(observations.observation()),
        taken,
        writes.all());
  }

  /** Looks closer until the planner would write, or would not. */
  RunReport toTheFirstWrite() {
    Optional<Failure> failure = readFirst();
    for (int round = 0; failure.isEmpty() && round < MOST_ROUNDS; round++) {
      Step step = plan(ports.clock().instant());
      if (step instanceof Step.Look look) {
        failure = read(look.parts());
      } else {
        return report(outcome(step).orElse(new RunOutcome.Planned(step)));
      }
    }
    return report(new RunOutcome.Failed(failure.orElseGet(SecretRun::endless)));
  }

  /** Acts until the goal is reached, or time or a person is needed. */
  RunReport toTheEnd() {
    return writes.during(this::actToTheEnd);
  }

  private RunReport actToTheEnd() {
    Optional<Failure> failure = readFirst();
    for (int round = 0; failure.isEmpty() && round < MOST_ROUNDS; round++) {
      if (ports.stop().getAsBoolean() && observations.memory().minted().isEmpty()) {
        return end(new RunOutcome.Interrupted());
      }
      Instant now = ports.clock().instant();
      Step step = plan(now);
      Optional<RunOutcome> outcome = outcome(step);
      if (outcome.isPresent()) {
        return end(outcome.get());
      }
      failure = decidedAt(now, () -> take(step));
    }
    return fail(failure.orElseGet(SecretRun::endless));
  }

  /**
   * Every write is signed with the time of its decision, so that none is carried out long after it.
   */
  private static <T> T decidedAt(Instant now, Supplier<T> write) {
    return ScopedValue.where(DecisionTime.MADE_AT, now).call(write::get);
  }

  private Step plan(Instant now) {
    return Planner.plan(observations.observation(), observations.policy(), goal.orElseThrow(), now);
  }

  private Optional<Failure> readFirst() {
    Optional<Failure> failure =
        retrying(() -> reader.readFirst(observations)).or(this::readWhatIsGoneBackTo);
    Optional<AccessKeyId> away = Reconciler.leaves(observations);
    goal =
        Optional.of(
            switch (request) {
              case RunRequest.Advance advance -> new Goal.Advance();
              case RunRequest.Rotate rotate -> new Goal.Rotate(away);
              case RunRequest.RollBack rollBack -> goBack(away, rollBack.named());
              case RunRequest.TakeServiceStep asked ->
                  new Goal.TakeServiceStep(asked.version(), asked.step());
            });
    return failure;
  }

  /** Where somebody wrote over the secret, going back is going back from that, until it is done. */
  private Goal goBack(Optional<AccessKeyId> away, Optional<AccessKeyId> named) {
    return Restoration.target(observations.observation())
        .or(() -> Restoration.interrupted(observations.observation()))
        .<Goal>map(Goal.Restore::new)
        .orElseGet(() -> new Goal.RollBack(away, named));
  }

  private Optional<Failure> readWhatIsGoneBackTo() {
    Optional<VersionId> version =
        request instanceof RunRequest.RollBack
            ? Restoration.candidate(observations.observation())
            : Optional.empty();
    if (version.isEmpty() || !observations.observation().problems().isEmpty()) {
      return Optional.empty();
    }
    Optional<Failure> failure =
        read(List.of(new ReadPart.Value(version.get()), new ReadPart.Keys()));
    if (failure.isPresent() || Restoration.target(observations.observation()).isEmpty()) {
      return failure;
    }
    observations.goesBackTo(version.get());
    return read(List.of(new ReadPart.User()));
  }

  Optional<Failure> read(List<ReadPart> parts) {
    return retrying(() -> reader.read(observations, parts));
  }

  private Optional<Failure> retrying(Supplier<Optional<Failure>> reading) {
    while (true) {
      Optional<Failure> failure = reading.get();
      if (failure.isEmpty() || !mayRetry(failure.get())) {
        return failure;
      }
    }
  }

  private static Optional<RunOutcome> outcome(Step step) {
    return switch (step) {
      case Step.Done done -> Optional.of(new RunOutcome.Reached(done));
      case Step.Wait wait -> Optional.of(new RunOutcome.Waits(wait));
      case Step.Halt halt -> Optional.of(new RunOutcome.Halted(halt));
      case Step.Look l -> Optional.empty();
      case Step.Announce a -> Optional.empty();
      case Step.Note n -> Optional.empty();
      case Step.CreateKey c -> Optional.empty();
      case Step.Store s -> Optional.empty();
      case Step.Verify v -> Optional.empty();
      case Step.Promote p -> Optional.empty();
      case Step.TakePendingOff t -> Optional.empty();
      case Step.Deactivate d -> Optional.empty();
      case Step.Reactivate r -> Optional.empty();
      case Step.DeleteKey d -> Optional.empty();
    };
  }

  /** Takes one step; a failure that comes back is one that this run cannot get over. */
  private Optional<Failure> take(Step step) {
    return switch (step) {
      case Step.Look look -> read(look.parts());
      case Step.Verify verify -> verify(verify.credential());
      case Step.Announce announce -> settle(step, writer.note(announce.after()));
      case Step.Note note -> settle(step, note(note.after()));
      case Step.CreateKey create -> settle(step, writer.create());
      case Step.Store store -> settle(step, writer.store(store));
      case Step.Promote promote -> settle(step, writer.promote(promote));
      case Step.TakePendingOff off -> settle(step, writer.takePendingOff(off));
      case Step.Deactivate off -> settle(step, writer.setStatus(off.key(), KeyStatus.INACTIVE));
      case Step.Reactivate on -> settle(step, writer.setStatus(on.key(), KeyStatus.ACTIVE));
      case Step.DeleteKey delete -> settle(step, writer.delete(delete));
      case Step.Wait w -> Optional.empty();
      case Step.Halt h -> Optional.empty();
      case Step.Done d -> Optional.empty();
    };
  }

  /** Writes the bookkeeping, and then takes away the tags of what it forgets. */
  private StepExecutor.Result note(Ledger after) {
    Set<String> forgotten = LedgerTags.removals(observations.observation().ledger(), after);
    StepExecutor.Result written = writer.note(after);
    if (written instanceof StepExecutor.Result.Settled) {
      writer.takeAway(forgotten).ifPresent(this::leaveUntidy);
    }
    return written;
  }

  /**
   * A tag too many keeps nothing from being done. One that may never be taken away is a mistake all
   * the same, and the run says so in the end.
   */
  private void leaveUntidy(Failure failure) {
    events.failed(failure);
    if (!failure.isPassing()) {
      untidy = Optional.of(failure);
    }
  }

  private Optional<Failure> settle(Step step, StepExecutor.Result result) {
    return switch (result) {
      case StepExecutor.Result.Settled settled -> {
        acted(step);
        yield Optional.empty();
      }
      case StepExecutor.Result.OutOfDate outOfDate -> read(ALL);
      case StepExecutor.Result.InDoubt(Failure failure) ->
          waitAfter(failure) ? read(ALL) : Optional.of(failure);
      case StepExecutor.Result.Failed(Failure failure) ->
          mayRetry(failure) ? Optional.empty() : Optional.of(failure);
    };
  }

  private boolean mayRetry(Failure failure) {
    return failure.isPassing() && !ports.stop().getAsBoolean() && waitAfter(failure);
  }

  /** Waits before another try; false when there were too many. */
  private boolean waitAfter(Failure failure) {
    events.failed(failure);
    observations.timePassed();
    return backoff.waitAndRetry();
  }

  private Optional<Failure> verify(Credential credential) {
    Verifier verifier = new Verifier(ports, words -> events.verifying(credential.id(), words));
    Instant latest =
        observations
            .observation()
            .ledger()
            .intent()
            .filter(
                intent -> intent.open() && intent.holder().equals(observations.memory().holder()))
            .map(observations.policy()::writesUntil)
            .orElse(Instant.MAX);
    Proof proof =
        verifier.verify(
            credential,
            observations.user().orElseThrow(),
            observations.policy().verification(),
            latest);
    observations.remember(memory -> memory.proved(credential, proof));
    events.proved(credential.id(), proof);
    observations.timePassed();
    return Optional.empty();
  }

  private void acted(Step step) {
    taken.add(step);
    events.acted(step);
  }

  /**
   * Ends before or at the goal: a lease that is still held is given back, so that the next run need
   * not wait for it.
   */
  private RunReport end(RunOutcome outcome) {
    if (outcome instanceof RunOutcome.Halted(Step.Halt(Cause cause))
        && cause.reason().isSuspicious()) {
      events.suspicious(cause);
    }
    Instant now = ports.clock().instant();
    Planner.giveBackLease(observations.observation(), now).ifPresent(note -> giveBack(note, now));
    boolean well = outcome instanceof RunOutcome.Reached || outcome instanceof RunOutcome.Waits;
    return report(
        untidy.filter(failure -> well).<RunOutcome>map(RunOutcome.Failed::new).orElse(outcome));
  }

  private void giveBack(Step.Note lease, Instant now) {
    if (decidedAt(now, () -> note(lease.after())) instanceof StepExecutor.Result.Settled) {
      events.tidied(lease);
    }
  }

  /**
   * A run that cannot go on first deletes the key that it created and could not store, if there is
   * one; where storing it may have worked after all, it looks first.
   *
   * <p>The planner decides here as well: it is told that storing has failed, and plans the look and
   * the deletion. Of its steps only these two are taken, three times at most and without a wait, as
   * whatever ended the run may be in their way, too. What is left then is an orphan, which a later
   * run finds by the intent.
   */
  private RunReport fail(Failure failure) {
    events.failed(failure);
    for (int tries = 0; observations.memory().minted().isPresent() && tries < MOST_UNDOS; tries++) {
      observations.remember(RunMemory::storeFailed);
      Instant now = ports.clock().instant();
      Step step = plan(now);
      if (step instanceof Step.Look look && reader.read(observations, look.parts()).isPresent()) {
        break;
      }
      if (step instanceof Step.DeleteKey undo
          && decidedAt(now, () -> writer.delete(undo)) instanceof StepExecutor.Result.Settled) {
        acted(step);
      }
    }
    return end(new RunOutcome.Failed(failure));
  }

  private static Failure endless() {
    return new Failure.Rejected(
        "keyturn", "TooManyRounds", "the plan did not come to an end; this is a bug of Keyturn's");
  }
}
