package dev.keyturn.sim;

import dev.keyturn.sim.wire.ParsedRequest;
import java.util.function.Predicate;

/**
 * A request that was never on a wire.
 *
 * @param asked what it asks for
 * @param accessKeyId the key that it is made with
 * @param holds whether a text is the secret access key that it is made with
 */
public record DirectRequest(
    ParsedRequest.Known asked, String accessKeyId, Predicate<String> holds) {}
