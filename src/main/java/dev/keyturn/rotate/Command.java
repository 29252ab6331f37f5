package dev.keyturn.rotate;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.RotationStep;
import java.util.Optional;

/** What a person, a schedule or Secrets Manager asks for. */
public sealed interface Command {
  /** Whatever is due: rotation, retirement, repair. */
  record Advance() implements Command {}

  /** A rotation now, to promotion. */
  record Rotate() implements Command {}

  /**
   * The previous key made current again.
   *
   * @param named a key that is to be switched on although a person switched it off
   */
  record RollBack(Optional<AccessKeyId> named) implements Command {}

  /**
   * One step of a rotation that Secrets Manager has begun.
   *
   * @param version the version that the service has made for the new key
   */
  record Stage(VersionId version, RotationStep step) implements Command {}
}
