package dev.keyturn.app.cli;

import java.net.URI;
import java.util.Optional;

/**
 * How to reach AWS, as far as the command line says; the rest is the environment's.
 *
 * @param endpoint one for all three services
 */
record Reach(Optional<String> region, Optional<String> profile, Optional<URI> endpoint) {
  static Reach of(Arguments arguments) {
    return new Reach(
        arguments.text(Option.REGION),
        arguments.text(Option.PROFILE),
        arguments.text(Option.ENDPOINT_URL).map(URI::create));
  }
}
