package dev.keyturn.app.cli;

import dev.keyturn.aws.Profiles;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.SecretStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * An AWS to talk to.
 *
 * @param clock the time, as AWS has it
 * @param skew how far this machine's clock is behind AWS's, as far as is known
 * @param profiles where {@code adopt --from-profile} finds a key
 */
record Connection(
    AccessKeys keys,
    SecretStore secrets,
    IdentityProbe probe,
    InstantSource clock,
    Supplier<Duration> skew,
    KeyFinder profiles) {

  /** Makes connections. Making one costs nothing; what is wrong with it shows at the first call. */
  @FunctionalInterface
  interface Connector {
    Connection connect(ConnectionOptions options);
  }

  /** Finds the key in a profile of the shared configuration and credentials files. */
  @FunctionalInterface
  interface KeyFinder {
    Profiles.Result find(String profile);
  }
}
