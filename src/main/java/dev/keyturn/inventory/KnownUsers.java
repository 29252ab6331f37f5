package dev.keyturn.inventory;

import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an account's lists tell of its users, for the rows of its credential report. Users are
 * joined by their ARNs, secrets by the unique ID that they are bound to.
 */
public final class KnownUsers {
  private final Map<String, ListedUser> byArn = new HashMap<>();
  private final Map<UserId, List<AdoptedSecret>> secrets = new HashMap<>();
  private final String whyNoTags;

  /**
   * What is known.
   *
   * @param whyNoTags why the tags of a user that is not among these are not known
   */
  public KnownUsers(List<ListedUser> users, List<SecretDescription> described, String whyNoTags) {
    users.forEach(user -> byArn.put(user.arn(), user));
    for (SecretDescription secret : described) {
      AdoptedSecret.of(secret)
          .ifPresent(adopted ->
              secrets.computeIfAbsent(adopted.user(), id -> new ArrayList<>()).add(adopted));
    }
    this.whyNoTags = whyNoTags;
  }

  /** A row with what is known of its user. */
  public InventoryUser with(ReportRow row) {
    Optional<ListedUser> listed = Optional.ofNullable(byArn.get(row.arn()));
    return new InventoryUser(
        row,
        listed.map(ListedUser::id),
        listed.map(ListedUser::tags).orElseGet(() -> new ListedTags.NotRead(whyNoTags)),
        listed.map(user -> secrets.getOrDefault(user.id(), List.of())).orElse(List.of()));
  }
}
