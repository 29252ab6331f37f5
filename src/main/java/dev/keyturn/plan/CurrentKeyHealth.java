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

  static Optional<Step> currentKey(PlanInput s) {
    // One that is left need not work; what a rotation has come to must.
    if (s.current().isEmpty() || (leavesTheCurrentKey(s.goal()) && RotationDue.isDue(s))) {
      return Optional.empty();
    }
    AccessKeyId current = s.current().get().id();
    Optional<AccessKey> key = s.key(current);
    if (key.isPresent() && key.get().isActive()) {
      return Optional.empty();
    }
    Reason reason =
        key.isEmpty()
            ? Reason.CURRENT_KEY_GONE
            : s.isPrevious(current) || s.ledger().marks(current)
                ? Reason.CURRENT_WAS_RETIRED
                : Reason.CURRENT_KEY_INACTIVE;
    return s.lookAgain(new ReadPart.Keys())
        .or(s::lookForNews)
        .or(() -> PlanInput.halt(reason, current));
  }

  /** Whether another key is asked for, whatever the current one is good for. */
  static boolean leavesTheCurrentKey(Goal goal) {
    return switch (goal) {
      case Goal.Rotate rotate -> true;
      case Goal.TakeServiceStep stage -> stage.step() != ServiceStep.TEST_SECRET;
      case Goal.Advance advance -> false;
      case Goal.RollBack rollBack -> false;
      case Goal.Restore restore -> false;
    };
  }
}
