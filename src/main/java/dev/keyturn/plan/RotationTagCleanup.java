package dev.keyturn.plan;

import dev.keyturn.model.AnnouncedRotations;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.VersionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The tags of rotations that are long over are taken away, as a secret has fifty tags at most: when
 * it is recorded that the previous key is gone, and where there is no room for another.
 */
final class RotationTagCleanup {
  /** As many rotations as may have tags; the others are for the secret's owners. */
  static final int MOST = 25;

  private RotationTagCleanup() {}

  /**
   * The versions of the rotations that explain nothing any more: they are over, Secrets Manager
   * knows the version no longer by any label, and the user has no key but one.
   */
  static List<VersionId> over(PlanInput input) {
    return input.keys().size() > 1
        ? List.of()
        : input.ledger().rotations().byVersion().entrySet().stream()
            .filter(rotation -> !input.now().isBefore(over(rotation.getValue())))
            .map(rotation -> rotation.getKey())
            .filter(version -> !input.isLabelled(version))
            .toList();
  }

  private static Instant over(AnnouncedRotations.Announced rotation) {
    return rotation.since().plus(AnnouncedRotations.OVER_AFTER);
  }

  /**
   * Makes room for the tag of this run's rotation, and for all that is written later in the life of
   * its key; where there are too many rotations, waits for it. Empty where there is room. Where the
   * tags are other people's, nothing is begun: a promotion that cannot be recorded would leave keys
   * that nothing explains.
   */
  static Optional<Step> roomForAnother(PlanInput input) {
    AnnouncedRotations known = input.ledger().rotations();
    boolean full = known.size() >= MOST;
    int excess = input.seen().secret().tags().size() + missing(input) - SecretDescription.MOST_TAGS;
    boolean room = !full && excess <= 0;
    if (room || known.announce(input.memory().freshToken())) {
      return Optional.empty();
    }
    List<VersionId> over = over(input);
    if (!over.isEmpty()) {
      return Optional.of(
          new Step.Note(input.ledger().forgetting(over), Cause.of(Reason.ROTATIONS_FORGOTTEN)));
    }
    Instant first =
        known.byVersion().values().stream()
            .map(RotationTagCleanup::over)
            .filter(input.now()::isBefore)
            .min(Instant::compareTo)
            .orElse(input.now());
    return Optional.of(
        full
            ? new Step.Wait(first, Cause.of(Reason.TOO_MANY_ROTATIONS).due(first))
            : new Step.Halt(
                Cause.of(Reason.TAGS_FULL).saying("Tags that have to go: %d".formatted(excess))));
  }

  /** The tags that this rotation adds: its own, and those of ours that the secret lacks. */
  private static int missing(PlanInput input) {
    return 1
        + (int)
            LedgerTags.LASTING.stream()
                .filter(tag -> !input.seen().secret().tags().containsKey(tag))
                .count();
  }
}
