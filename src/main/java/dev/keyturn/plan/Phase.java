package dev.keyturn.plan;

import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a secret is in the life of its keys, as far as what was seen tells: for logs, for tests and
 * for people. It sums up what the planner's checks look at one by one, and decides nothing: no
 * check reads it, and it is kept nowhere.
 */
public enum Phase {
  /** Nothing is under way, and no previous key is recorded. */
  IDLE,
  /** A rotation is announced, by this run, another or an interrupted one, and has stored no key. */
  ANNOUNCED,
  /** This run has created a key and not stored it: its secret half is in memory, nowhere else. */
  KEY_IN_HAND,
  /** The new key is in the version that the rotation announced, and consumers do not see it yet. */
  STORED,
  /** The same, and this run has proved the key. It is written nowhere, so no other run knows. */
  PROVED,
  /** The announced version is AWSCURRENT, and the bookkeeping does not say so yet. */
  PROMOTED,
  /** The previous key is Active beside the current one. */
  OVERLAP,
  /** The previous key is switched off, and can still be brought back. */
  RECOVERY,
  /** Going back to the previous key, or from what was written over the secret, is announced. */
  GOING_BACK,
  /** The removal of a key that an interrupted rotation left is announced. */
  REPAIR;

  /** The stable name for machines, such as {@code key-in-hand}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The phase of a secret that was read, whether its user and keys were or not. */
  public static Phase of(Observation seen) {
    PlanInput input = PlanInput.of(seen);
    return seen.memory().minted().isPresent()
        ? KEY_IN_HAND
        : input
            .intent()
            .filter(Intent::open)
            .flatMap(intent -> announced(input, intent))
            .orElseGet(() -> input.previous().map(Phase::of).orElse(IDLE));
  }

  /** While a retirement is announced the previous key is what it was. */
  private static Optional<Phase> announced(PlanInput input, Intent intent) {
    return switch (intent.verb()) {
      case ROTATE -> Optional.of(ofRotation(input, intent));
      case ROLLBACK -> Optional.of(GOING_BACK);
      case REPAIR -> Optional.of(REPAIR);
      case RETIRE, DELETE -> Optional.empty();
    };
  }

  private static Phase ofRotation(PlanInput input, Intent rotation) {
    Optional<VersionId> token = rotation.token();
    if (token.isPresent() && token.equals(input.currentVersion())) {
      return PROMOTED;
    }
    Optional<Credential> stored = token.flatMap(input::credential);
    if (stored.isPresent()) {
      return input.isProved(stored.get()) ? PROVED : STORED;
    }
    return token.filter(version -> isLabelledByUs(input.seen(), version)).isPresent()
        ? STORED
        : ANNOUNCED;
  }

  /**
   * Whether a version that was not read carries AWSPENDING, which we put on it with its value.
   * Where Secrets Manager rotates the secret, it has put the label on the empty version.
   */
  private static boolean isLabelledByUs(Observation seen, VersionId version) {
    return !seen.values().containsKey(version)
        && !seen.secret().rotationEnabled()
        && seen.secret().at(StagingLabel.AWSPENDING).equals(Optional.of(version));
  }

  private static Phase of(Previous previous) {
    return switch (previous.state()) {
      case ACTIVE -> OVERLAP;
      case OFF, OFF_BY_HAND -> RECOVERY;
    };
  }
}
