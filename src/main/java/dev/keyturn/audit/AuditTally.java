package dev.keyturn.audit;

import dev.keyturn.inventory.InventoryUser;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what an audit comes to, however many keys it passes over. */
public final class AuditTally {
  private final Map<Urgency, Long> keys = new EnumMap<>(Urgency.class);
  private final Map<String, Map<String, Long>> verdicts = new LinkedHashMap<>();
  private long users;
  private long usersWithKeys;
  private long active;
  private long lookedAfter;

  /** A tally that names each of the controls, also where no key meets it. */
  public AuditTally(List<Control> controls) {
    controls.forEach(control -> verdicts.put(control.id(), new LinkedHashMap<>()));
  }

  /** Counts a user, root included, with all keys. */
  public void add(InventoryUser user, List<AuditedKey> audited) {
    users++;
    usersWithKeys += audited.isEmpty() ? 0 : 1;
    for (AuditedKey key : audited) {
      keys.merge(key.urgency(), 1L, Long::sum);
      active += key.key().active() ? 1 : 0;
      lookedAfter += user.secrets().isEmpty() ? 0 : 1;
      for (ControlResult result : key.results()) {
        verdicts
            .computeIfAbsent(result.control().id(), id -> new LinkedHashMap<>())
            .merge(result.verdict().word(), 1L, Long::sum);
      }
    }
  }

  /** Users, root included. */
  public long users() {
    return users;
  }

  /** Those of them that have a key, of either status. */
  public long usersWithKeys() {
    return usersWithKeys;
  }

  /** All keys. */
  public long keys() {
    return keys.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Keys of one urgency. */
  public long keys(Urgency urgency) {
    return keys.getOrDefault(urgency, 0L);
  }

  /** Active keys. */
  public long active() {
    return active;
  }

  /** Keys of users that an adopted secret looks after. */
  public long lookedAfter() {
    return lookedAfter;
  }

  /** How often a control came to a verdict, by the verdict's word. */
  public long count(Control control, String verdict) {
    return verdicts.getOrDefault(control.id(), Map.of()).getOrDefault(verdict, 0L);
  }

  /** Whether one of these controls fails for some key. */
  public boolean fails(List<Control> some) {
    return some.stream().anyMatch(control -> count(control, "fail") > 0);
  }
}
