package dev.keyturn.app.lambda;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Failure;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What there is to tell of the work on one secret.
 *
 * @param reason stable, for machines
 * @param sentence what happened, for people
 * @param remedy what a person should do; empty when nothing
 * @param until when it goes on by itself
 * @param taken the writes that were made
 * @param seen what was known at the end
 * @param maxAge the secret's own: its tag, or else what the environment says
 */
record SecretResult(
    String secret,
    Optional<UserName> user,
    Optional<AccessKeyId> key,
    Outcome outcome,
    String reason,
    String sentence,
    String remedy,
    Optional<Instant> until,
    List<Step> taken,
    Optional<Observation> seen,
    Optional<Duration> maxAge) {
  /** How it ended. */
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

  static SecretResult of(RunReport report) {
    return switch (report.outcome()) {
      case RunOutcome.Reached(Step.Done step) ->
          at(report, Outcome.DONE, step.cause(), Optional.of(step.next()));
      case RunOutcome.Waits(Step.Wait step) ->
          at(report, Outcome.WAITS, step.cause(), Optional.of(step.until()));
      case RunOutcome.Halted(Step.Halt step) ->
          at(report, halted(step.cause().reason()), step.cause(), Optional.empty());
      case RunOutcome.Planned(Step step) ->
          at(report, Outcome.LEFT, step.cause(), Optional.empty());
      case RunOutcome.Failed(Failure failure) -> failed(report, failure.word(), "");
      case RunOutcome.Bug bug -> failed(report, "internal", "Please report it.");
      case RunOutcome.Interrupted interrupted ->
          left(
              report.secret(),
              report.user(),
              "It was begun, and is finished by the next run.",
              report.taken());
    };
  }

  private static Outcome halted(Reason reason) {
    if (reason.isOfTheStepAlone()) {
      return Outcome.FAILED;
    }
    return reason.isSuspicious() ? Outcome.REFUSED_BINDING : Outcome.HALTED;
  }

  private static SecretResult at(
      RunReport report, Outcome outcome, Cause cause, Optional<Instant> until) {
    return new SecretResult(
        report.secret(),
        report.user(),
        cause.key(),
        outcome,
        cause.reason().word(),
        report.sentence(),
        report.remedy(),
        until,
        report.taken(),
        report.seen(),
        Optional.of(report.policy().maxAge()));
  }

  private static SecretResult failed(RunReport report, String reason, String remedy) {
    return new SecretResult(
        report.secret(),
        report.user(),
        Optional.empty(),
        Outcome.FAILED,
        reason,
        report.sentence(),
        remedy,
        Optional.empty(),
        report.taken(),
        report.seen(),
        Optional.of(report.policy().maxAge()));
  }

  /** A secret that there was no time for. */
  static SecretResult left(
      String secret, Optional<UserName> user, String sentence, List<Step> taken) {
    return new SecretResult(
        secret,
        user,
        Optional.empty(),
        Outcome.LEFT,
        "out-of-time",
        sentence,
        "",
        Optional.empty(),
        taken,
        Optional.empty(),
        Optional.empty());
  }

  /** A bug of ours; its own message is not shown, as nobody can promise what is in it. */
  static SecretResult bug(String secret, RuntimeException bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    String place =
        trace.length == 0
            ? ""
            : " at %s:%d".formatted(trace[0].getClassName(), trace[0].getLineNumber());
    return new SecretResult(
        secret,
        Optional.empty(),
        Optional.empty(),
        Outcome.FAILED,
        "internal",
        "Internal error (%s%s). This is a bug of Keyturn's. No key is lost: the next run continues from what AWS holds."
            .formatted(bug.getClass().getSimpleName(), place),
        "Please report it.",
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Whether anybody rotates it: nobody does where its pin is gone, and that is all there is to
   * tell.
   */
  boolean isLookedAfter() {
    return !reason.equals(Reason.PIN_LOST.word());
  }

  /** The secret's ARN, where it could be read. */
  Optional<String> arn() {
    return seen.map(all -> all.secret().arn());
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
    seen.flatMap(all -> all.ledger().previous()).map(Ledger.Previous::key).ifPresent(ours::add);
    return active(ours);
  }

  private Optional<Instant> active(List<AccessKeyId> among) {
    return seen.flatMap(Observation::keys).orElse(List.of()).stream()
        .filter(key -> key.isActive() && among.contains(key.id()))
        .map(AccessKey::created)
        .min(Comparator.naturalOrder());
  }

  private Optional<AccessKeyId> currentKey() {
    return seen.flatMap(Observation::current).map(holds -> holds.credential().id());
  }

  /** Sentence and time in one. */
  String sentenceAndTime() {
    return sentence + until.map(at -> " It goes on at or after " + at + ".").orElse("");
  }

  /** Sentence, time and remedy in one, for an error's message. */
  String whole() {
    return sentenceAndTime() + (remedy.isEmpty() ? "" : " " + remedy);
  }

  /**
   * Whether nothing came of it that should have: what the metric {@code Failed} counts.
   *
   * @param step what the work is called: a run may wait, and leave what it has no time for to the
   *     next run; a step of the service's that does so has failed
   */
  boolean isFailure(String step) {
    return switch (outcome) {
      case FAILED -> true;
      case WAITS, LEFT -> !step.equals(ScheduledRun.STEP);
      case DONE, HALTED, REFUSED_BINDING -> false;
    };
  }
}
