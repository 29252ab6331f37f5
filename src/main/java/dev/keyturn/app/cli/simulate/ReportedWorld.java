package dev.keyturn.app.cli.simulate;

import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.LastUse;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.Tags;
import dev.keyturn.sim.iam.IamState;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.sim.iam.User;
import java.time.Instant;
import java.util.List;

/**
 * A simulated account with the users and keys of a credential report, each with a secret that holds
 * its key. The report tells neither IDs nor secret access keys: they are drawn.
 */
final class ReportedWorld {
  private ReportedWorld() {}

  /** The account at an instant; the same seed draws the same keys. */
  static World build(List<AdoptionChoice.Adopt> users, String account, Instant at, long seed) {
    WorldBuilder worlds = WorldBuilder.seeded(seed).account(account).at(at);
    for (AdoptionChoice.Adopt user : users) {
      String name = user.row().user();
      worlds
          .with(world -> addUser(world.iam(), user.row(), at))
          .secret(secret(name), secret -> secret.keyOf(name, place(user.row(), user.key())));
    }
    return worlds.build();
  }

  /** The secret of a user. A comma may be in a user's name, and not in a secret's. */
  static String secret(String user) {
    return "iam/" + user.replace("=", "=3D").replace(",", "=2C");
  }

  /** When a key was created; one of which the report does not tell that is as old as its user. */
  static Instant created(ReportRow row, ReportedKey key) {
    return key.lastRotated().or(row.created()::date).orElse(Instant.EPOCH);
  }

  /** A key's place among its user's in order of creation, from 0. */
  static int place(ReportRow row, ReportedKey key) {
    return keys(row).indexOf(key);
  }

  /** The oldest first, as IAM lists them. */
  private static List<ReportedKey> keys(ReportRow row) {
    return row.keys().stream().sorted().toList();
  }

  private static void addUser(IamState iam, ReportRow row, Instant at) {
    String name = row.user();
    iam.addUser(name, row.path(), Tags.NONE, row.created().date().orElse(at));
    for (ReportedKey key : keys(row)) {
      User user = iam.user(name).orElseThrow();
      String id =
          iam.addKey(
                  user, created(row, key), key.active() ? KeyState.ACTIVE : KeyState.INACTIVE, true)
              .id();
      if (key.lastUse() instanceof LastUse.Used(Instant used, String service, String region)) {
        iam.noteUse(id, service, region, used);
      }
    }
  }
}
