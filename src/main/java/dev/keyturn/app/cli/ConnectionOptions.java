package dev.keyturn.app.cli;

import java.net.URI;
import java.util.Optional;

/**
 * How to reach AWS, as far as the command line says; the rest is the environment's.
 *
 * @param endpoint one for all three services
 */
record ConnectionOptions(
    Optional<String> region, Optional<String> profile, Optional<URI> endpoint) {
  static ConnectionOptions of(Arguments arguments) {
    return new ConnectionOptions(
        arguments.text(Option.REGION),
        arguments.text(Option.PROFILE),
        arguments.text(Option.ENDPOINT_URL).map(URI::create));
  }
}
