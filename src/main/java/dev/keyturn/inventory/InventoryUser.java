package dev.keyturn.inventory;

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
 */
public record InventoryUser(
    ReportRow row, Optional<UserId> id, ListedTags tags, List<AdoptedSecret> secrets) {
  public InventoryUser {
    secrets = List.copyOf(secrets);
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
