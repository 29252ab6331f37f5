package dev.keyturn.inventory;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.UserId;
import java.util.List;
import java.util.Optional;

/**
 * A user, or root, and all that is known of it.
 *
 * @param row what the credential report tells
 * @param id its unique ID, where IAM was asked for the users; a user that is younger than the
 *     report's making is in one of the two alone
 * @param secrets those that look after its keys, where Secrets Manager was asked
 * @param keys with their IDs, where IAM was asked for these
 */
public record InventoryUser(
    ReportRow row,
    Optional<UserId> id,
    ListedTags tags,
    List<AdoptedSecret> secrets,
    ListedKeys keys) {
  public InventoryUser {
    secrets = List.copyOf(secrets);
  }

  /** A user whose keys' IDs nobody has asked for. */
  public InventoryUser(
      ReportRow row, Optional<UserId> id, ListedTags tags, List<AdoptedSecret> secrets) {
    this(row, id, tags, secrets, new ListedKeys.NotRead());
  }

  /** The same user with the keys that IAM lists. */
  public InventoryUser withKeys(ListedKeys listed) {
    return new InventoryUser(row, id, tags, secrets, listed);
  }

  /** The ID of one of its keys, where it is known and cannot be another's. */
  public Optional<AccessKeyId> idOf(ReportedKey key) {
    return keys.idOf(key, row.keys());
  }

  /** A user of whom a credential report is all that there is. */
  public static InventoryUser ofReport(ReportRow row) {
    return new InventoryUser(
        row,
        Optional.empty(),
        new ListedTags.NotRead("a credential report has no tags"),
        List.of());
  }
}
