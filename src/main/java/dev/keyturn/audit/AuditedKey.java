package dev.keyturn.audit;

import dev.keyturn.inventory.Exemption;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.Owner;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.AccessKeyId;
import java.util.List;
import java.util.Optional;

/**
 * One key with what every control says of it.
 *
 * @param id the key's ID, where IAM was asked for it and one key alone can be meant
 * @param exemption what the user's tag says, whether it counts or not
 * @param urgency how much it needs somebody
 * @param remedy what to do; empty where nothing is to be done
 */
public record AuditedKey(
    InventoryUser user,
    ReportedKey key,
    Optional<AccessKeyId> id,
    Owner owner,
    Optional<Exemption> exemption,
    List<ControlResult> results,
    Urgency urgency,
    Optional<KeyRemedy> remedy)
    implements Comparable<AuditedKey> {
  public AuditedKey {
    results = List.copyOf(results);
  }

  /** Those that fail. */
  public List<ControlResult> failing() {
    return results.stream().filter(it -> it.verdict() instanceof Verdict.Fail).toList();
  }

  /** What needs somebody first; among equals the oldest key, then by account and name. */
  @Override
  public int compareTo(AuditedKey other) {
    return AuditOrder.MOST_URGENT.compare(this, other);
  }
}
