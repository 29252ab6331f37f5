package dev.keyturn.rotate;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Proof;
import dev.keyturn.plan.ReasonText;
import dev.keyturn.plan.Step;
import dev.keyturn.plan.StepWords;
import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.WriteLog;
import java.util.Optional;

/** Tells what one run does, each time with the writes that were sent since it told last. */
final class RunEvents {
  private final Ports ports;
  private final ManagedSecret target;
  private final RunObservations observations;
  private final WriteLog writes;

  RunEvents(Ports ports, ManagedSecret target, RunObservations observations, WriteLog writes) {
    this.ports = ports;
    this.target = target;
    this.observations = observations;
    this.writes = writes;
  }

  /** A step's write was made. */
  void acted(Step step) {
    Optional<AccessKeyId> created = observations.memory().minted().map(MintedKey::id);
    Optional<AccessKeyId> about = step instanceof Step.CreateKey ? created : StepWords.key(step);
    String reason = step.cause().reason().word();
    tell(Event.Kind.ACTED, StepWords.word(step), reason, about, sentence(step, created));
  }

  /** The deed; where that says little, the reason, which then says what has happened. */
  private String sentence(Step step, Optional<AccessKeyId> created) {
    return step instanceof Step.Note
        ? ReasonText.of(observations.observation()).sentence(step.cause())
        : StepWords.deed(step, created);
  }

  /** A write was made that is no step of the way: bookkeeping at the end. */
  void tidied(Step.Note note) {
    String reason = note.cause().reason().word();
    tell(
        Event.Kind.HOUSEKEEPING,
        StepWords.word(note),
        reason,
        Optional.empty(),
        sentence(note, Optional.empty()));
  }

  /** Something went wrong, for the moment or for good. */
  void failed(Failure failure) {
    tell(Event.Kind.FAILED, failure.action(), "", Optional.empty(), failure.sentence());
  }

  /** A key is being proved. */
  void verifying(AccessKeyId key, String words) {
    tell(Event.Kind.PROGRESS, "verifying", "", Optional.of(key), words);
  }

  /** What proving a key came to. A run that was asked to stop did not find out anything. */
  void proved(AccessKeyId key, Proof proof) {
    String sentence = proof.sentence().formatted(key.masked());
    if (proof == Proof.WORKS) {
      tell(Event.Kind.PROGRESS, "proved", "", Optional.of(key), sentence);
    } else if (!ports.stop().getAsBoolean()) {
      tell(Event.Kind.FAILED, "not-proved", "", Optional.of(key), sentence);
    }
  }

  /** What may be an attack. */
  void suspicious(Cause cause) {
    tell(
        Event.Kind.SUSPICIOUS,
        cause.reason().word(),
        "",
        cause.key(),
        ReasonText.of(observations.observation()).sentence(cause));
  }

  private void tell(
      Event.Kind kind, String name, String reason, Optional<AccessKeyId> key, String sentence) {
    Optional<UserName> user = observations.user().map(IamUser::name);
    ports
        .events()
        .record(
            new Event(
                ports.clock().instant(),
                target.secret(),
                user,
                kind,
                name,
                reason,
                key,
                sentence,
                writes.untold()));
  }
}
