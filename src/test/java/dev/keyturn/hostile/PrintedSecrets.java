package dev.keyturn.hostile;

import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.World;
import dev.keyturn.sim.secrets.Payload;
import java.util.ArrayList;
import java.util.List;

/** Whether something of a secret is in what was printed. */
public final class PrintedSecrets {
  /** A field of the value's that is nobody's but its owner's. */
  public static final String OWN = "correct horse/battery+staple";

  private static final int PART = 16;

  private PrintedSecrets() {}

  /** Stores a user's key once more, beside a field of its owner's. */
  public static void plant(World world, String secret, String user) {
    Credentials key = world.credentials(user, 0);
    world
        .secrets()
        .addVersion(
            world.secrets().secret(secret).orElseThrow(),
            "77777777-7777-7777-7777-777777777777",
            new Payload.Text(
                "{\"UserName\":\"%s\",\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\",\"own\":\"%s\"}"
                    .formatted(user, key.accessKeyId(), key.secretAccessKey(), OWN)),
            List.of("AWSCURRENT"),
            world.now());
  }

  /** The parts of the world's secrets that stand in {@code printed}, sixteen characters each. */
  public static List<String> in(String printed, World world) {
    List<String> secrets = new ArrayList<>(world.issuedSecrets());
    secrets.add(OWN);
    List<String> found = new ArrayList<>();
    for (String secret : secrets) {
      for (int at = 0; at + PART <= secret.length(); at++) {
        String part = secret.substring(at, at + PART);
        if (printed.contains(part)) {
          found.add(part);
        }
      }
    }
    return found;
  }
}
