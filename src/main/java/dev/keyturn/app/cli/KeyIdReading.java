package dev.keyturn.app.cli;

import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.ListedKeys;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import java.util.List;
import java.util.Optional;

/**
 * Asks for the IDs of a user's keys, a call a user. After one failure it asks no more: what is
 * denied, or throttled through all retries, for one of a thousand users is so for most.
 */
final class KeyIdReading {
  private final AccessKeys keys;
  private Optional<Failure> failure = Optional.empty();

  KeyIdReading(AccessKeys keys) {
    this.keys = keys;
  }

  /** The user with the keys that IAM lists; root, and users without keys, as they were. */
  InventoryUser with(InventoryUser user) {
    String name = user.row().user();
    if (failure.isPresent() || user.row().keys().isEmpty() || !UserName.isValid(name)) {
      return user;
    }
    return switch (keys.list(new UserName(name))) {
      case ReadResult.Got<List<AccessKey>>(List<AccessKey> listed) ->
          user.withKeys(new ListedKeys.Known(listed));
      // Deleted since the report.
      case ReadResult.Absent<List<AccessKey>> gone -> user;
      case ReadResult.Failed<List<AccessKey>>(Failure why) -> {
        failure = Optional.of(why);
        yield user;
      }
    };
  }

  /** Why some were not read, if so. */
  Optional<Failure> failure() {
    return failure;
  }
}
