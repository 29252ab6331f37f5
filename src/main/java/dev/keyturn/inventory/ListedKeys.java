package dev.keyturn.inventory;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A user's keys with their IDs, as far as IAM was asked for them. */
public sealed interface ListedKeys {
  /** All that ListAccessKeys tells. */
  record Known(List<AccessKey> keys) implements ListedKeys {
    public Known {
      keys = List.copyOf(keys);
    }
  }

  /** They were not read. */
  record NotRead() implements ListedKeys {}

  /**
   * Which of these a reported key is. Slots are in the order of the keys' IDs, and two keys may be
   * of one second, so neither tells it. A key is taken for one of the list where there are as many
   * in both, and in both just one of its creation (to the second, as the report has it) and status.
   * Otherwise it stays without an ID, as what is known of one must never be said of another: it was
   * made, or switched, since the report.
   *
   * @param reported all of the user's in the report
   */
  default Optional<AccessKeyId> idOf(ReportedKey key, List<ReportedKey> reported) {
    return switch (this) {
      case NotRead none -> Optional.empty();
      case Known(List<AccessKey> keys) -> {
        List<AccessKey> alike = keys.stream().filter(listed -> isLike(listed, key)).toList();
        boolean isOnlyOne =
            alike.size() == 1
                && keys.size() == reported.size()
                && reported.stream().filter(it -> isLike(alike.getFirst(), it)).count() == 1;
        yield isOnlyOne ? Optional.of(alike.getFirst().id()) : Optional.empty();
      }
    };
  }

  private static boolean isLike(AccessKey listed, ReportedKey reported) {
    return (listed.status() == KeyStatus.ACTIVE) == reported.active()
        && reported
            .lastRotated()
            .filter(listed.created().truncatedTo(ChronoUnit.SECONDS)::equals)
            .isPresent();
  }

  /** The IDs of all of them. */
  default List<AccessKeyId> ids() {
    return switch (this) {
      case NotRead none -> List.of();
      case Known(List<AccessKey> keys) -> keys.stream().map(AccessKey::id).toList();
    };
  }
}
