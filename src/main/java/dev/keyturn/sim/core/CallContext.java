package dev.keyturn.sim.core;

import java.time.Instant;

/**
 * What an operation knows besides its parameters.
 *
 * @param now the world's time
 * @param caller who signed
 * @param region the region of the request's signature
 * @param call the number of the call in its world, for draws that belong to this call alone
 */
public record CallContext(Instant now, Caller caller, String region, long call) {}
