package dev.keyturn.app.cli;

import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.aws.Profiles;
import dev.keyturn.aws.SetupReads;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.RetiringKeys;
import dev.keyturn.port.SecretStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An AWS to talk to.
 *
 * @param retiring what {@code retire} needs beside the keys
 * @param clock the time, as AWS has it
 * @param skew how far this machine's clock is behind AWS's, as far as is known
 * @param warnings what a person should know of how AWS is reached, a sentence each
 * @param caller our own ARN, asked once
 * @param journals journals and keys that are at AWS
 * @param profiles where {@code adopt --from-profile} finds a key
 * @param setup what it is made of, for {@code doctor}
 * @param others the other accounts that it leads to
 */
record Connection(
    AccessKeys keys,
    AccountUsers users,
    RetiringKeys retiring,
    SecretStore secrets,
    IdentityProbe probe,
    InstantSource clock,
    Supplier<Duration> skew,
    List<String> warnings,
    Supplier<Optional<String>> caller,
    JournalSettings.Outside journals,
    KeyFinder profiles,
    Supplier<SetupReads> setup,
    OtherAccounts others) {

  /** The same with the journals of another one: what is done in many accounts is kept in one. */
  Connection with(JournalSettings.Outside kept) {
    return new Connection(
        keys, users, retiring, secrets, probe, clock, skew, warnings, caller, kept, profiles, setup,
        others);
  }

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
