package dev.keyturn.app.cli.demo;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.rotate.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The step that the well-known tools share: with two keys, delete the oldest, then create, then
 * store. When storing failed once, the oldest is the one in use, and trying again deletes it.
 */
public final class DeleteOldest extends Baseline {
  private static final Duration MAX_AGE = Duration.ofDays(30);

  @Override
  public String name() {
    return "delete-oldest";
  }

  @Override
  public Duration interval() {
    return Duration.ofHours(12);
  }

  @Override
  public void run(List<ManagedSecret> fleet, Ports ports) {
    for (ManagedSecret target : fleet) {
      try {
        rotateIfDue(target, ports);
      } catch (Failed failed) {
        // As the tools do: the next run tries again.
      }
    }
  }

  private static void rotateIfDue(ManagedSecret target, Ports ports) {
    VersionValue.Holds secret = secret(target, ports);
    UserName user = secret.credential().user();
    List<AccessKey> keys = keys(user, ports);
    Instant due = ports.clock().instant().minus(MAX_AGE);
    boolean young =
        keys.stream()
            .filter(key -> key.id().equals(secret.credential().id()))
            .anyMatch(key -> key.created().isAfter(due));
    if (young) {
      return;
    }
    if (keys.size() >= 2) {
      done(ports.keys().delete(user, keys.getFirst().id()), "DeleteAccessKey");
    }
    createAndStore(target, secret, ports);
  }
}
