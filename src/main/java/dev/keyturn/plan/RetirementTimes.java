package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
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
  static Instant overlapBegan(PlanInput input, Previous previous) {
    return latest(
        previous.since(),
        Stream.of(
            input.key(previous.key()).map(AccessKey::created),
            input.listedCurrentKey().map(AccessKey::created),
            input
                .intent()
                .filter(intent -> intent.verb() == Intent.Verb.ROLLBACK)
                .filter(intent -> intent.key().equals(input.currentKey()))
                .map(Intent::since)));
  }

  /** When it ends. */
  static Instant overlapEnds(PlanInput input, Previous previous) {
    return overlapBegan(input, previous).plus(input.policy().overlap());
  }

  /** When the recovery window of a previous key that is switched off ends. */
  static Instant recoveryEnds(PlanInput input, Previous previous) {
    Optional<Instant> retirement =
        input
            .intent()
            .filter(intent -> intent.verb() == Intent.Verb.RETIRE)
            .filter(intent -> intent.key().equals(Optional.of(previous.key())))
            .map(Intent::since);
    // We switch none off before its overlap has passed; a person may.
    Optional<Instant> possible =
        input
            .listedCurrentKey()
            .map(AccessKey::created)
            .map(created ->
                previous.state() == State.OFF ? created.plus(input.policy().overlap()) : created);
    return latest(previous.since(), Stream.of(retirement, possible))
        .plus(input.policy().recovery());
  }

  private static Instant latest(Instant recorded, Stream<Optional<Instant>> others) {
    return others
        .flatMap(Optional::stream)
        .reduce(recorded, (one, other) -> other.isAfter(one) ? other : one);
  }
}
