package dev.keyturn.sim.secrets;

import java.time.Instant;

/**
 * What CloudTrail would tell of a rotation.
 *
 * @param at when
 * @param name such as {@code RotationStarted}
 * @param secretArn the secret
 * @param message why it failed, or empty
 */
public record RotationEvent(Instant at, String name, String secretArn, String message) {}
