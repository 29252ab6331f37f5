package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the windows of the previous key end. Their beginning is recorded in a tag, and taken from it
 * only as far as that can be: an overlap cannot have begun before both keys existed, which IAM
 * says, nor before what was announced last.
 */
final class RetirementTimes {
  private RetirementTimes() {}

  /** When the overlap of an Active previous key began. */
  static Instant overlapBegan(PlanInput s, Previous previous) {
    return latest(
        previous.since(),
        Stream.of(
            s.key(previous.key()).map(AccessKey::created),
            s.current().map(Credential::id).flatMap(s::key).map(AccessKey::created),
            s.intent()
                .filter(intent -> intent.verb() == Intent.Verb.ROLLBACK)
                .filter(intent -> intent.key().equals(s.current().map(Credential::id)))
                .map(Intent::since)));
  }

  /** When it ends. */
  static Instant overlapEnds(PlanInput s, Previous previous) {
    return overlapBegan(s, previous).plus(s.policy().overlap());
  }

  /** When the recovery window of a previous key that is switched off ends. */
  static Instant recoveryEnds(PlanInput s, Previous previous) {
    Optional<Instant> retirement =
        s.intent()
            .filter(intent -> intent.verb() == Intent.Verb.RETIRE)
            .filter(intent -> intent.key().equals(Optional.of(previous.key())))
            .map(Intent::since);
    // We switch none off before its overlap has passed; a person may.
    Optional<Instant> possible =
        s.current()
            .map(Credential::id)
            .flatMap(s::key)
            .map(AccessKey::created)
            .map(created ->
                previous.state() == State.OFF ? created.plus(s.policy().overlap()) : created);
    return latest(previous.since(), Stream.of(retirement, possible)).plus(s.policy().recovery());
  }

  private static Instant latest(Instant recorded, Stream<Optional<Instant>> others) {
    return others
        .flatMap(Optional::stream)
        .reduce(recorded, (one, other) -> other.isAfter(one) ? other : one);
  }
}
