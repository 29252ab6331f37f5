package dev.keyturn.sim.iam;

import java.time.Instant;

/**
 * One change of an access key's status. The whole history is kept, as each endpoint hears of a
 * change at its own time.
 *
 * @param at when IAM accepted it
 * @param status the new status
 */
public record StatusChange(Instant at, KeyState status) {}
