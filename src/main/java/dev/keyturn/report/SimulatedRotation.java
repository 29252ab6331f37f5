package dev.keyturn.report;

import java.time.Instant;
import java.util.Optional;

/**
 * One rotation of a simulated user.
 *
 * @param promoted when the new key became current
 * @param readBy the end of the overlap: until then each consumer has to have read the new key
 * @param switchedOff when the previous key was switched off, if it was
 * @param deleted when it was deleted, if it was
 */
public record SimulatedRotation(
    Instant promoted, Instant readBy, Optional<Instant> switchedOff, Optional<Instant> deleted) {}
