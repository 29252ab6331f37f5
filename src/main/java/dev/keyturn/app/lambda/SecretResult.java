package dev.keyturn.app.lambda;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Failure;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What there is to tell of the work on one secret: a {@link RunReport} as the function reads it.
 */
record SecretResult(FunctionWork work, RunReport report) {
  /** How it ended, as the log has it. */
  enum Outcome {
    DONE,
    WAITS,
    /** A person has to act. */
    HALTED,
    /** Halted over what may be an attack on the binding. */
    REFUSED_BINDING,
    /** AWS or a bug of ours was in the way, or a step of the service's came at the wrong time. */
    FAILED,
    /** Not begun, or not ended, for want of time. */
    LEFT
  }

  /** A secret that a scheduled run had no time to begin with. */
  static SecretResult notBegun(ManagedSecret target) {
    return new SecretResult(
        new FunctionWork.OnSchedule(),
        RunReport.unseen(target, new RunRequest.Advance(), new RunOutcome.Interrupted()));
  }

  /** The secret as it was named to us. */
  String secret() {
    return report.secret();
  }

  Optional<UserName> user() {
    return report.user();
  }

  /** The key that the end is about. */
  Optional<AccessKeyId> key() {
    return report.cause().flatMap(Cause::key);
  }

  Outcome outcome() {
    return switch (report.outcome()) {
      case RunOutcome.Reached reached -> Outcome.DONE;
      case RunOutcome.LeftAlone alone -> Outcome.DONE;
      case RunOutcome.Waits waits -> Outcome.WAITS;
      case RunOutcome.Halted(Step.Halt halt) -> halted(halt.cause().reason());
      case RunOutcome.Failed failed -> Outcome.FAILED;
      case RunOutcome.Bug bug -> Outcome.FAILED;
      case RunOutcome.Planned planned -> Outcome.LEFT;
      case RunOutcome.Interrupted interrupted -> Outcome.LEFT;
    };
  }

  private static Outcome halted(Reason reason) {
    if (reason.isOfTheStepAlone()) {
      return Outcome.FAILED;
    }
    return reason.isSuspicious() ? Outcome.REFUSED_BINDING : Outcome.HALTED;
  }

  /** What that means for this work. */
  FunctionWork.Verdict verdict() {
    return work.verdict(outcome());
  }

  /** Why it ended so; stable, for machines. */
  String reason() {
    return switch (report.outcome()) {
      case RunOutcome.Reached(Step.Done done) -> done.cause().reason().word();
      case RunOutcome.Waits(Step.Wait wait) -> wait.cause().reason().word();
      case RunOutcome.Halted(Step.Halt halt) -> halt.cause().reason().word();
      case RunOutcome.Planned(Step next) -> next.cause().reason().word();
      case RunOutcome.LeftAlone alone -> alone.step().cause().reason().word();
      case RunOutcome.Failed(Failure failure) -> failure.word();
      case RunOutcome.Bug bug -> "internal";
      case RunOutcome.Interrupted interrupted -> "out-of-time";
    };
  }

  /** What happened, for people. */
  String sentence() {
    if (!(report.outcome() instanceof RunOutcome.Interrupted)) {
      return report.sentence();
    }
    return report.seen().isEmpty()
        ? "There was no time left to begin with it; the next run does."
        : "It was begun, and is finished by the next run.";
  }

  /** What a person should do; empty when nothing. */
  String remedy() {
    return report.outcome() instanceof RunOutcome.Bug ? "Please report it." : report.remedy();
  }

  /** When it goes on by itself. */
  Optional<Instant> until() {
    return report.outcome() instanceof RunOutcome.Planned ? Optional.empty() : report.due();
  }

  /** The writes that were made, in order. */
  List<Step> taken() {
    return report.taken();
  }

  /** The secret's own: its tag, or else what the environment says. */
  Duration maxAge() {
    return report.policy().maxAge();
  }

  /**
   * Whether anybody rotates it: nobody does where it is gone itself, or its pin, and that is all
   * there is to tell.
   */
  boolean isLookedAfter() {
    return !hasLostItsPin() && !reason().equals(Reason.SECRET_GONE.word());
  }

  /** Whether it has tags of ours, and not the one that makes it ours. */
  boolean hasLostItsPin() {
    return reason().equals(Reason.PIN_LOST.word());
  }

  /** The secret's ARN, where it could be read. */
  Optional<String> arn() {
    return seen().map(all -> all.secret().arn());
  }

  /** When the key that AWSCURRENT names was created; empty where it is not Active. */
  Optional<Instant> currentKeyCreated() {
    return active(currentKey().stream().toList());
  }

  /**
   * When the older of the Active keys among current and previous was created: a previous key that
   * is held because somebody still uses it grows old as well.
   */
  Optional<Instant> oldestKeyCreated() {
    List<AccessKeyId> ours = new ArrayList<>(currentKey().stream().toList());
    seen().flatMap(all -> all.ledger().previous()).map(Ledger.Previous::key).ifPresent(ours::add);
    return active(ours);
  }

  private Optional<Instant> active(List<AccessKeyId> among) {
    return seen().flatMap(Observation::keys).orElse(List.of()).stream()
        .filter(key -> key.isActive() && among.contains(key.id()))
        .map(AccessKey::created)
        .min(Comparator.naturalOrder());
  }

  private Optional<AccessKeyId> currentKey() {
    return seen().flatMap(Observation::current).map(holds -> holds.credential().id());
  }

  /** A run that was stopped measures nothing: the one that finishes it does. */
  private Optional<Observation> seen() {
    return report.outcome() instanceof RunOutcome.Interrupted ? Optional.empty() : report.seen();
  }

  /** Sentence and time in one. */
  String sentenceAndTime() {
    return sentence() + until().map(at -> " It goes on at or after " + at + ".").orElse("");
  }

  /** Sentence, time and remedy in one, for an error's message. */
  String whole() {
    return sentenceAndTime() + (remedy().isEmpty() ? "" : " " + remedy());
  }
}
