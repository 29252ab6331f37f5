package dev.keyturn.sim.secrets;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a secret is rotated.
 *
 * @param enabled whether rotation is on
 * @param lambdaArn the rotation function, or null where none was ever configured
 * @param rules when, or null
 * @param last when it was last rotated, or null
 * @param next when it will be, or null
 */
public record Rotation(
    boolean enabled,
    @Nullable String lambdaArn,
    @Nullable RotationRules rules,
    @Nullable Instant last,
    @Nullable Instant next) {
  /** Never configured. */
  public static final Rotation NEVER = new Rotation(false, null, null, null, null);

  Rotation configured(String newLambdaArn, @Nullable RotationRules newRules, Instant now) {
    RotationRules effective = newRules == null ? rules : newRules;
    Instant due = effective == null ? null : effective.after(now).orElse(null);
    return new Rotation(true, newLambdaArn, effective, last, due);
  }

  Rotation cancelled() {
    return new Rotation(false, lambdaArn, rules, last, null);
  }

  /** After a rotation. */
  Rotation rotated(Instant now) {
    return new Rotation(enabled, lambdaArn, rules, now, due(now));
  }

  /** After a new version by hand, which counts as a rotation when the next date is worked out. */
  Rotation recounted(Instant now) {
    return new Rotation(enabled, lambdaArn, rules, last, due(now));
  }

  /** The due date moves on once a rotation has been started by it, lest it start twice. */
  Rotation started(Instant now) {
    return new Rotation(enabled, lambdaArn, rules, last, due(now));
  }

  private @Nullable Instant due(Instant now) {
    return enabled && rules != null ? rules.after(now).orElse(null) : null;
  }
}
