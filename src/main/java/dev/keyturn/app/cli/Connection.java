package dev.keyturn.app.cli;

import dev.keyturn.model.Credential;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.SecretStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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
    Profiles profiles) {

  /** Makes connections. Making one costs nothing; what is wrong with it shows at the first call. */
  @FunctionalInterface
  interface Connector {
    Connection connect(Reach reach);
  }

  /** The profiles of the shared configuration and credentials files. */
  @FunctionalInterface
  interface Profiles {
    /**
     * The long-term access key in a profile; empty where there is no such profile, or none in it.
     */
    Optional<Credential> key(String profile, UserName user);
  }
}
