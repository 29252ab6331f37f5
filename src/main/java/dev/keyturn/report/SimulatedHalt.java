package dev.keyturn.report;

import java.time.Instant;

/**
 * Where the engine stopped for a person.
 *
 * @param at when it did first
 * @param reason the engine's word for it, such as {@code foreign-key}
 * @param sentence the engine's words
 * @param remedy what would help
 */
public record SimulatedHalt(Instant at, String reason, String sentence, String remedy) {}
