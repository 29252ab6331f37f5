package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a step is taken.
 *
 * @param reason one of a closed vocabulary
 * @param key the key that it is about
 * @param due when what is waited for comes, or when what is due became so
 * @param detail what the reason's own sentence cannot say, such as a field's name; never a secret
 */
public record Cause(
    Reason reason, Optional<AccessKeyId> key, Optional<Instant> due, String detail) {
  /** A bare reason, to be added to. */
  public static Cause of(Reason reason) {
    return new Cause(reason, Optional.empty(), Optional.empty(), "");
  }

  /** A reason about a key. */
  public static Cause of(Reason reason, AccessKeyId key) {
    return new Cause(reason, Optional.of(key), Optional.empty(), "");
  }

  /** The same reason with its instant. */
  public Cause due(Instant when) {
    return new Cause(reason, key, Optional.of(when), detail);
  }

  /** The same reason with a detail. */
  public Cause saying(String words) {
    return new Cause(reason, key, due, words);
  }
}
