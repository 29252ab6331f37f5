package dev.keyturn.inventory;

import dev.keyturn.model.LastUse;
import java.time.Instant;
import java.util.Optional;

/**
 * An access key as a credential report tells it, which is without its ID.
 *
 * @param slot 1 or 2, in the order of the keys' IDs and not of their age; no number by which a key
 *     could be found in ListAccessKeys
 * @param active whether requests may be signed with it
 * @param lastRotated the key's CreateDate, which a key that was switched off keeps although the
 *     guide says otherwise (seen 2026-09); empty where the report gives none
 * @param lastUse Never also for a use before April 2015, when AWS began to note them; Unknown where
 *     the report says no more than that it has no information
 */
public record ReportedKey(int slot, boolean active, Optional<Instant> lastRotated, LastUse lastUse)
    implements Comparable<ReportedKey> {
  /** When it was last used, if it was. */
  public Optional<Instant> lastUsed() {
    return lastUse instanceof LastUse.Used used ? Optional.of(used.at()) : Optional.empty();
  }

  /** The older one first; one without a date is taken for the oldest. */
  @Override
  public int compareTo(ReportedKey other) {
    int byAge = lastRotated.orElse(Instant.MIN).compareTo(other.lastRotated.orElse(Instant.MIN));
    return byAge != 0 ? byAge : Integer.compare(slot, other.slot);
  }
}
