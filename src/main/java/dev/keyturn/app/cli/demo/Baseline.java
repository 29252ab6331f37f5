package dev.keyturn.app.cli.demo;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Credential;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WriteResult;
import dev.keyturn.rotate.Ports;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the two algorithms that people use today have in common: the user is whoever the secret
 * names, and each call is believed to succeed.
 */
abstract class Baseline implements Algorithm {
  /** The script's exception: nothing is caught, and the rest of the run is not done. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(String call) {
      super(call + " failed");
    }
  }

  static VersionValue.Holds secret(ManagedSecret target, Ports ports) {
    if (got(ports.secrets().value(target.secret(), StagingLabel.AWSCURRENT), "GetSecretValue")
        instanceof VersionValue.Holds holds) {
      return holds;
    }
    throw new Failed("GetSecretValue");
  }

  static List<AccessKey> keys(UserName user, Ports ports) {
    return got(ports.keys().list(user), "ListAccessKeys").stream()
        .sorted(Comparator.comparing(AccessKey::created))
        .toList();
  }

  /** Creates a key and writes it straight to AWSCURRENT. */
  static void createAndStore(ManagedSecret target, VersionValue.Holds old, Ports ports) {
    MintedKey minted = done(ports.keys().create(old.credential().user()), "CreateAccessKey");
    Credential credential = minted.credential();
    SecretText document = ports.secrets().document(Optional.of(old.document()), credential);
    done(
        ports
            .secrets()
            .put(target.secret(), ports.names().version(), document, StagingLabel.AWSCURRENT),
        "UpdateSecret");
  }

  static <T> T got(ReadResult<T> read, String call) {
    if (read instanceof ReadResult.Got<T>(T value)) {
      return value;
    }
    throw new Failed(call);
  }

  static <T> T done(WriteResult<T> write, String call) {
    if (write instanceof WriteResult.Done<T>(T value)) {
      return value;
    }
    throw new Failed(call);
  }
}
