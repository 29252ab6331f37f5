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
  static Optional<Step> look(PlanInput s) {
    return found(s).isPresent()
        ? Optional.empty()
        : candidates(s)
            .filter(version -> !s.seen().values().containsKey(version))
            .findFirst()
            .flatMap(version -> s.lookAgain(new ReadPart.Value(version)));
  }

  /** The version, if one of those that were read holds the key. */
  static Optional<VersionId> found(PlanInput s) {
    return s.previous()
        .flatMap(previous ->
            candidates(s)
                .filter(version ->
                    s.credential(version).map(Credential::id).equals(Optional.of(previous.key())))
                .findFirst());
  }

  /** The recorded one; and the one that AWSCURRENT left last, as Secrets Manager has it. */
  private static Stream<VersionId> candidates(PlanInput s) {
    return Stream.concat(
            s.previous().flatMap(Previous::provedIn).stream(),
            s.seen().secret().at(StagingLabel.AWSPREVIOUS).stream())
        .distinct();
  }
}
