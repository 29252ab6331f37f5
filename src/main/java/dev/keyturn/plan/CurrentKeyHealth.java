package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import java.util.Optional;

/**
 * Whether consumers can use the current key. Where they cannot, and not through us, a person
 * decides; asking for a rotation is such a decision.
 */
final class CurrentKeyHealth {
  private CurrentKeyHealth() {}

  /** The key that AWSCURRENT names is gone or Inactive, and is not about to be left. */
  static Optional<Step> currentKeyUnusable(PlanInput input) {
    // One that is left need not work; what a rotation has come to must.
    if (input.current().isEmpty()
        || (leavesTheCurrentKey(input.goal()) && RotationDue.isDue(input))) {
      return Optional.empty();
    }
    AccessKeyId current = input.current().get().id();
    Optional<AccessKey> key = input.key(current);
    if (key.isPresent() && key.get().isActive()) {
      return Optional.empty();
    }
    Reason reason =
        key.isEmpty()
            ? Reason.CURRENT_KEY_GONE
            : input.isPrevious(current) || input.ledger().marks(current)
                ? Reason.CURRENT_WAS_RETIRED
                : Reason.CURRENT_KEY_INACTIVE;
    return input
        .lookAgain(new ReadPart.Keys())
        .or(input::lookForNews)
        .or(() -> PlanInput.halt(reason, current));
  }

  /** Whether another key is asked for, whatever the current one is good for. */
  static boolean leavesTheCurrentKey(Goal goal) {
    return switch (goal) {
      case Goal.Rotate rotate -> true;
      case Goal.TakeServiceStep asked -> asked.step() != ServiceStep.TEST_SECRET;
      case Goal.Advance advance -> false;
      case Goal.RollBack rollBack -> false;
      case Goal.Restore restore -> false;
    };
  }
}
