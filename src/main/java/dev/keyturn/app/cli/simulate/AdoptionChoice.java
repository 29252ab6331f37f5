package dev.keyturn.app.cli.simulate;

import dev.keyturn.inventory.AdoptedSecret;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.UserName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether a row of a credential report can be adopted, and by which of its keys. */
public sealed interface AdoptionChoice {
  /** A key that is used last is what consumers have; of keys that nobody used, the youngest is. */
  Comparator<ReportedKey> IN_USE =
      Comparator.<ReportedKey, Instant>comparing(key -> key.lastUsed().orElse(Instant.MIN))
          .thenComparing(Comparator.naturalOrder());

  /**
   * It can.
   *
   * @param row its keys are those that the simulated user is to have
   * @param key the one that its secret is to hold
   * @param already whether a secret looks after its keys in earnest
   */
  record Adopt(ReportRow row, ReportedKey key, boolean already) implements AdoptionChoice {}

  /**
   * It cannot.
   *
   * @param why in a few words
   * @param remedy what would help; empty where nothing is amiss
   */
  record LeaveOut(String why, String remedy) implements AdoptionChoice {}

  /** The choice for a user. */
  static AdoptionChoice of(InventoryUser user) {
    ReportRow row = user.row();
    if (row.isRoot()) {
      return row.keys().isEmpty()
          ? new LeaveOut("root", "")
          : new LeaveOut("root, which has a key", "Delete it: no command rotates root's keys.");
    }
    if (!UserName.isValid(row.user()) || !row.path().matches("/([!-.0-~]+/)*")) {
      return new LeaveOut(
          "no name that IAM allows", "The report was edited, or is of another tool.");
    }
    List<ReportedKey> active = row.activeKeys();
    if (active.isEmpty()) {
      return row.keys().isEmpty()
          ? new LeaveOut("no key", "")
          : new LeaveOut("no Active key", "Delete the keys that are off.");
    }
    Optional<AdoptedSecret> secret =
        user.secrets().stream().filter(it -> it.readable() && !it.deleted()).findFirst();
    // The key of a rotation is younger than the one before it, and that one is no stranger: what is
    // left of its overlap and recovery is not simulated.
    if (secret.isPresent() && secret.get().ledger().previous().isPresent()) {
      ReportedKey current = active.getLast();
      return new Adopt(row.with(List.of(current)), current, true);
    }
    return new Adopt(row, active.stream().max(IN_USE).orElseThrow(), secret.isPresent());
  }
}
