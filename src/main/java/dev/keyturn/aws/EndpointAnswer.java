package dev.keyturn.aws;

import dev.keyturn.port.ReadResult;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a service can be reached.
 *
 * @param endpoint where the SDK looks for it; empty where it could not say, as without a Region
 * @param answered how long the answer took on a new connection, its TLS handshake included
 */
public record EndpointAnswer(Optional<URI> endpoint, ReadResult<Duration> answered) {}
