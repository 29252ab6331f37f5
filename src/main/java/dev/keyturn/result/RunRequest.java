package dev.keyturn.result;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.ServiceStep;
import java.util.Optional;

/** What a person, a schedule or Secrets Manager asks for. */
public sealed interface RunRequest {
  /** Whatever is due: rotation, retirement, repair. */
  record Advance() implements RunRequest {}

  /** A rotation now, to promotion. */
  record Rotate() implements RunRequest {}

  /**
   * The previous key made current again.
   *
   * @param named a key that is to be switched on although a person switched it off
   */
  record RollBack(Optional<AccessKeyId> named) implements RunRequest {}

  /**
   * One step of a rotation that Secrets Manager has begun.
   *
   * @param version the version that the service has made for the new key
   */
  record TakeServiceStep(VersionId version, ServiceStep step) implements RunRequest {}
}
