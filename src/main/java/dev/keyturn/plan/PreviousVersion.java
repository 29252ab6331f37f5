package dev.keyturn.plan;

import dev.keyturn.model.Credential;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The version of the secret that holds the previous key: where a rollback goes to, and what shows
 * that the key was the secret's. The bookkeeping alone does not show that: whoever may write tags
 * can name any key of the user in it (P3), and cannot write a version.
 */
final class PreviousVersion {
  private PreviousVersion() {}

  /** Reads the next version that may hold it; empty once one does, or none is left to be read. */
  static Optional<Step> look(PlanInput input) {
    return found(input).isPresent()
        ? Optional.empty()
        : candidates(input)
            .filter(version -> !input.seen().values().containsKey(version))
            .findFirst()
            .flatMap(version -> input.lookAgain(new ReadPart.Value(version)));
  }

  /** The version, if one of those that were read holds the key. */
  static Optional<VersionId> found(PlanInput input) {
    return input
        .previous()
        .flatMap(previous ->
            candidates(input)
                .filter(version ->
                    input
                        .credential(version)
                        .map(Credential::id)
                        .equals(Optional.of(previous.key())))
                .findFirst());
  }

  /** The recorded one; and the one that AWSCURRENT left last, as Secrets Manager has it. */
  private static Stream<VersionId> candidates(PlanInput input) {
    return Stream.concat(
            input.previous().flatMap(Previous::provedIn).stream(),
            input.seen().secret().at(StagingLabel.AWSPREVIOUS).stream())
        .distinct();
  }
}
