package dev.keyturn.report;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Policy;
import dev.keyturn.model.Target;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Because;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Step;
import dev.keyturn.plan.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything there is to tell of one secret after looking at it or working on it.
 *
 * @param asked what was asked for
 * @param policy the policy that held, the secret's tags included
 * @param seen what was known at the end; empty when nothing could be read
 * @param taken the steps that were taken, in order
 */
public record Account(
    Target target,
    Asked asked,
    Outcome outcome,
    Policy policy,
    Optional<Observation> seen,
    List<Step> taken) {
  public Account {
    taken = List.copyOf(taken);
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

  /** The previous key, as our bookkeeping has it. */
  public Optional<Previous> previous() {
    return seen.flatMap(all -> all.ledger().previous());
  }

  /** Why it ended where it did; empty where AWS failed or the run was stopped. */
  public Optional<Because> because() {
    return outcome instanceof Outcome.At(Step step)
        ? Optional.of(step.because())
        : Optional.empty();
  }

  /** When the next thing becomes due: past or present for what is due now. */
  public Optional<Instant> due() {
    return outcome instanceof Outcome.At(Step step)
        ? switch (step) {
          case Step.Wait wait -> Optional.of(wait.until());
          case Step.Done done -> Optional.of(done.next());
          case Step.Halt halt -> Optional.empty();
          default -> step.because().due();
        }
        : Optional.empty();
  }

  /** Why, in words. */
  public String sentence() {
    return switch (outcome) {
      case Outcome.At(Step step) -> wording().sentence(step.because());
      case Outcome.Failed failed -> failed.sentence();
      case Outcome.Interrupted interrupted -> "The next run finishes what was begun.";
    };
  }

  /** What a person should do; empty when nothing. */
  public String remedy() {
    return because().map(wording()::remedy).orElse("");
  }

  private Wording wording() {
    return seen.map(Wording::of).orElseGet(() -> new Wording(secret(), user(), Optional.empty()));
  }
}
