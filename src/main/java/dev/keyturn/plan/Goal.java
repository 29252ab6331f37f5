package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.VersionId;
import java.util.Optional;

/** What a run is asked to reach. */
public sealed interface Goal {
  /** Everything that is due, and nothing else. */
  record Advance() implements Goal {}

  /**
   * Another key than {@code away} promoted to AWSCURRENT, whether due or not.
   *
   * @param away the key that was current when the run began; empty when the secret has no version
   *     yet
   */
  record Rotate(Optional<AccessKeyId> away) implements Goal {}

  /**
   * The previous key made current again.
   *
   * @param away the key that was current when the run began
   * @param named a key that may be switched on although a person switched it off, because the
   *     command names it
   */
  record RollBack(Optional<AccessKeyId> away, Optional<AccessKeyId> named) implements Goal {}

  /**
   * The version that holds the key which was adopted or promoted last made current again, from one
   * that somebody wrote over it.
   */
  record Restore(VersionId version) implements Goal {}

  /**
   * One step of Secrets Manager's own rotation. The service decides that it is time.
   *
   * @param version in which the new key is stored, as the service's event names it
   */
  record TakeServiceStep(VersionId version, ServiceStep step) implements Goal {}
}
