package dev.keyturn.fleet;

import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.VersionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which key of a credential report's row is which of the bookkeeping's. The report names no IDs,
 * and its slots are in the order of these and not of age; so a slot says nothing, and a key is
 * known by its status and by the time of the rotation that announced it.
 */
final class ExplainedKeys {
  /** A key that the bookkeeping names, and how it has to stand. */
  private record Named(AccessKeyId id, boolean active, Optional<VersionId> provedIn) {}

  private ExplainedKeys() {}

  /**
   * The row's keys with their IDs.
   *
   * @return empty where the row has more or fewer keys than the bookkeeping names, where one stands
   *     otherwise or is of another time, and where two could be either
   */
  static Optional<List<AccessKey>> of(Ledger ledger, List<ReportedKey> row) {
    List<Named> named = named(ledger);
    if (named.isEmpty() || row.size() != named.size()) {
      return Optional.empty();
    }
    List<List<AccessKey>> ways =
        orders(row).stream()
            .flatMap(order -> matched(ledger, named, order).stream())
            .distinct()
            .toList();
    return ways.size() == 1 ? Optional.of(ways.getFirst()) : Optional.empty();
  }

  private static List<Named> named(Ledger ledger) {
    List<Named> named = new ArrayList<>();
    ledger.current().ifPresent(key -> named.add(new Named(key.key(), true, key.provedIn())));
    ledger
        .previous()
        .filter(key -> !named.isEmpty())
        .ifPresent(key ->
            named.add(new Named(key.key(), key.state() == Ledger.State.ACTIVE, key.provedIn())));
    return named;
  }

  /** A user has two keys at most that are told of with their dates. */
  private static List<List<ReportedKey>> orders(List<ReportedKey> row) {
    return row.size() == 2 ? List.of(row, row.reversed()) : List.of(row);
  }

  private static Optional<List<AccessKey>> matched(
      Ledger ledger, List<Named> named, List<ReportedKey> order) {
    List<AccessKey> keys = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      matched(ledger, named.get(i), order.get(i)).ifPresent(keys::add);
    }
    return keys.size() == named.size() ? Optional.of(List.copyOf(keys)) : Optional.empty();
  }

  private static Optional<AccessKey> matched(Ledger ledger, Named named, ReportedKey reported) {
    Optional<Instant> created = reported.lastRotated();
    if (created.isEmpty() || named.active() != reported.active()) {
      return Optional.empty();
    }
    AccessKey key =
        new AccessKey(
            named.id(), named.active() ? KeyStatus.ACTIVE : KeyStatus.INACTIVE, created.get());
    boolean otherTime =
        named
            .provedIn()
            .filter(version -> ledger.rotations().announce(version))
            .filter(version -> !ledger.rotations().explain(version, key))
            .isPresent();
    return otherTime ? Optional.empty() : Optional.of(key);
  }
}
