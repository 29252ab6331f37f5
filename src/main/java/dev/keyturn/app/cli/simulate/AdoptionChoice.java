package dev.keyturn.app.cli.simulate;

import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.UserName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Whether a row of a credential report can be adopted, and by which of its keys. */
public sealed interface AdoptionChoice {
  /** A key that is used last is what consumers have; of keys that nobody used, the youngest is. */
  Comparator<ReportedKey> IN_USE =
      Comparator.<ReportedKey, Instant>comparing(key -> key.lastUsed().orElse(Instant.MIN))
          .thenComparing(Comparator.naturalOrder());

  /**
   * It can.
   *
   * @param key the one that its secret is to hold
   */
  record Adopt(ReportRow row, ReportedKey key) implements AdoptionChoice {}

  /**
   * It cannot.
   *
   * @param why in a few words
   * @param remedy what would help; empty where nothing is amiss
   */
  record LeaveOut(ReportRow row, String why, String remedy) implements AdoptionChoice {}

  /** The choice for a row. */
  static AdoptionChoice of(ReportRow row) {
    if (row.isRoot()) {
      return row.keys().isEmpty()
          ? new LeaveOut(row, "root", "")
          : new LeaveOut(
              row, "root, which has a key", "Delete it: no command rotates root's keys.");
    }
    if (!UserName.isValid(row.user()) || !row.path().matches("/([!-.0-~]+/)*")) {
      return new LeaveOut(
          row, "no name that IAM allows", "The report was edited, or is of another tool.");
    }
    List<ReportedKey> active = row.activeKeys();
    if (active.isEmpty()) {
      return row.keys().isEmpty()
          ? new LeaveOut(row, "no key", "")
          : new LeaveOut(row, "no Active key", "Delete the keys that are off.");
    }
    return new Adopt(row, active.stream().max(IN_USE).orElseThrow());
  }
}
