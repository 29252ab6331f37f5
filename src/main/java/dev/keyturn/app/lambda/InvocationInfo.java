package dev.keyturn.app.lambda;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What Lambda says of an invocation.
 *
 * @param functionName what the function is called, whatever its version or alias
 * @param functionArn the function's own ARN, where it is known
 * @param left how much time there is
 */
record InvocationInfo(
    String requestId, String functionName, Optional<String> functionArn, Supplier<Duration> left) {}
