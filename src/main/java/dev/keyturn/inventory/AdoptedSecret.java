package dev.keyturn.inventory;

import dev.keyturn.model.Ledger;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A secret that looks after a user's keys, as ListSecrets tells it.
 *
 * @param ledger what its tags say, as far as they can be read
 * @param readable whether all tags of ours could be read; otherwise {@code status} says what not
 * @param deleted whether it is scheduled for deletion
 */
public record AdoptedSecret(
    String name, String arn, UserId user, Ledger ledger, boolean readable, boolean deleted) {
  /** The secret, if its tags bind it to a user, and if this is no replica of another Region's. */
  public static Optional<AdoptedSecret> of(SecretDescription secret) {
    if (secret.replica()) {
      return Optional.empty();
    }
    LedgerTags.ParsedTags tags = secret.said();
    return tags.ledger()
        .userId()
        .map(user ->
            new AdoptedSecret(
                secret.name(),
                secret.arn(),
                user,
                tags.ledger(),
                tags.problems().isEmpty(),
                secret.deletion().isPresent()));
  }

  /** Since when the key before the current one is in its overlap, if it is. */
  public Optional<Instant> overlapSince() {
    return ledger
        .previous()
        .filter(previous -> previous.state() == Ledger.State.ACTIVE)
        .map(Ledger.Previous::since);
  }

  /** How it stands, in a few words. */
  public String standing() {
    if (deleted) {
      return "scheduled for deletion";
    }
    if (!readable) {
      return "its tags cannot be read";
    }
    if (overlapSince().isPresent()) {
      return "in overlap";
    }
    return ledger.current().isPresent() ? "rotated" : "no key yet";
  }
}
