package dev.keyturn.result;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.Policy;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.CopyNote;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.ReasonText;
import dev.keyturn.plan.Step;
import dev.keyturn.port.AwsWrite;
import dev.keyturn.port.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run for one secret was asked, what it did, and how it ended; and all that there is to tell
 * of the secret then.
 *
 * @param request what was asked for; a look at the secret asks what is due
 * @param policy the policy that held, the secret's tags included
 * @param seen what was known at the end; empty when nothing could be read
 * @param taken the steps that were taken, in order
 * @param writes what AWS was asked to change for it, in order, with AWS's request IDs
 */
public record RunReport(
    ManagedSecret target,
    RunRequest request,
    RunOutcome outcome,
    Policy policy,
    Optional<Observation> seen,
    List<Step> taken,
    List<AwsWrite> writes) {
  public RunReport {
    taken = List.copyOf(taken);
    writes = List.copyOf(writes);
  }

  /** Of a secret at which nobody has looked. */
  public static RunReport unseen(ManagedSecret target, RunRequest request, RunOutcome outcome) {
    return new RunReport(
        target, request, outcome, Policy.DEFAULT, Optional.empty(), List.of(), List.of());
  }

  /** Whether anybody came to it before the run was stopped. */
  public boolean isBegun() {
    return seen.isPresent() || !(outcome instanceof RunOutcome.Interrupted);
  }

  /** The secret as it was named to us. */
  public String secret() {
    return target.secret();
  }

  /** The user as IAM has it, or else as the secret names it, or else the configuration. */
  public Optional<UserName> user() {
    return seen.map(Observation::userName).orElseGet(target::configuredUser);
  }

  /** The key that AWSCURRENT names, if that could be read. */
  public Optional<AccessKeyId> currentKey() {
    return seen.flatMap(Observation::current).map(holds -> holds.credential().id());
  }

  /** When that key was created, if IAM lists it. */
  public Optional<Instant> currentKeyCreated() {
    Optional<AccessKeyId> current = currentKey();
    return seen.flatMap(Observation::keys).orElse(List.of()).stream()
        .filter(key -> current.equals(Optional.of(key.id())))
        .map(AccessKey::created)
        .findFirst();
  }

  /** The previous key, as our bookkeeping has it. */
  public Optional<Previous> previous() {
    return seen.flatMap(all -> all.ledger().previous());
  }

  /** Why it ended where it did; empty where AWS or we failed, or the run was stopped. */
  public Optional<Cause> cause() {
    return outcome.endStep().map(Step::cause);
  }

  /** When the next thing becomes due: past or present for what is due now. */
  public Optional<Instant> due() {
    return outcome
        .endStep()
        .flatMap(step ->
            switch (step) {
              case Step.Wait wait -> Optional.of(wait.until());
              case Step.Done done -> Optional.of(done.next());
              case Step.Halt halt -> Optional.empty();
              default -> step.cause().due();
            });
  }

  /** Why, in words. */
  public String sentence() {
    return switch (outcome) {
      case RunOutcome.Failed(Failure failure) -> failure.sentence();
      case RunOutcome.Interrupted interrupted -> "The next run finishes what was begun.";
      case RunOutcome.Bug bug -> bug.sentence();
      case RunOutcome.Reached reached -> sentence(reached.step());
      case RunOutcome.Waits waits -> sentence(waits.step());
      case RunOutcome.Halted halted -> sentence(halted.step());
      case RunOutcome.Planned planned -> sentence(planned.step());
      case RunOutcome.LeftAlone alone -> sentence(alone.step());
    };
  }

  /** The same for a table, where those that met the same failure have the same words. */
  public String summary() {
    return failure().map(Failure::summary).orElseGet(this::sentence);
  }

  /** Why AWS did not do what it was asked; empty where it did. */
  public Optional<Failure> failure() {
    return outcome instanceof RunOutcome.Failed(Failure failure)
        ? Optional.of(failure)
        : Optional.empty();
  }

  private String sentence(Step step) {
    return reasonText().sentence(step.cause());
  }

  /** What a person should do; empty when nothing. */
  public String remedy() {
    return cause().map(reasonText()::remedy).orElse("");
  }

  /**
   * What else a person should know, a sentence or two each; it changes nothing about how it stands.
   */
  public List<String> notes() {
    return seen
        .flatMap(Observation::current)
        .flatMap(holds -> CopyNote.of(holds.copies(), secret(), user()))
        .stream()
        .toList();
  }

  /** Whether the secret has lost its user: it is gone, or another has its name. */
  public boolean hasLostItsUser() {
    return isFor(Reason.NO_SUCH_USER) || isFor(Reason.USER_MADE_AGAIN);
  }

  /** Whether nobody rotates the secret, as it has lost its user, or the tag that names it. */
  public boolean isAbandoned() {
    return hasLostItsUser() || isFor(Reason.PIN_LOST);
  }

  private boolean isFor(Reason reason) {
    return cause().filter(cause -> cause.reason() == reason).isPresent();
  }

  /** How the secret stands. */
  public SecretStatus status() {
    return SecretStatus.of(this);
  }

  private ReasonText reasonText() {
    return seen.map(ReasonText::of)
        .orElseGet(() -> new ReasonText(secret(), user(), Optional.empty()));
  }
}
