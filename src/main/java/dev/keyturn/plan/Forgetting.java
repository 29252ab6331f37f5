package dev.keyturn.plan;

import dev.keyturn.model.Policy;
import dev.keyturn.model.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The tags of rotations that are long over are taken away, as a secret has fifty tags at most: when
 * it is recorded that the previous key is gone, and where there are too many.
 */
final class Forgetting {
  /** The other half of the tags is for the rest of our bookkeeping, and for the secret's owners. */
  static final int MOST = 25;

  /**
   * An interrupted rotation is announced again for so long, and whoever is at work on it then has a
   * lease.
   */
  static final Duration OVER_BY_THEN = Due.LISTED_BY_THEN.plus(Policy.LONGEST_LEASE);

  private Forgetting() {}

  /**
   * The versions of the rotations that explain nothing any more: they are over, Secrets Manager
   * knows the version no longer by any label, and the user has no key but one.
   */
  static List<VersionId> over(Situation s) {
    return s.keys().size() > 1
        ? List.of()
        : s.ledger().rotations().byVersion().entrySet().stream()
            .filter(rotation -> !s.now().isBefore(rotation.getValue().since().plus(OVER_BY_THEN)))
            .map(rotation -> rotation.getKey())
            .filter(version -> !s.isLabelled(version))
            .toList();
  }

  /** Makes room for the tag of one more rotation, or waits for it; empty when there is room. */
  static Optional<Step> roomForAnother(Situation s) {
    if (s.ledger().rotations().size() < MOST) {
      return Optional.empty();
    }
    List<VersionId> over = over(s);
    if (!over.isEmpty()) {
      return Optional.of(
          new Step.Note(s.ledger().forgetting(over), Because.of(Reason.ROTATIONS_FORGOTTEN)));
    }
    Instant first =
        s.ledger().rotations().byVersion().values().stream()
            .map(rotation -> rotation.since().plus(OVER_BY_THEN))
            .filter(s.now()::isBefore)
            .min(Instant::compareTo)
            .orElse(s.now());
    return Optional.of(new Step.Wait(first, Because.of(Reason.TOO_MANY_ROTATIONS).due(first)));
  }
}
