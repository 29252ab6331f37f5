package dev.keyturn.simulation;

import dev.keyturn.sim.World;
import java.util.ArrayList;
import java.util.List;

/**
 * P7: everything that a run says, in any form, is searched for every secret access key that was
 * ever issued in its world.
 */
public final class Leaks {
  private final List<String> said = new ArrayList<>();

  /** Takes an event, a report, an exception: whatever could end up in a log. */
  public void hear(Object anything) {
    said.add(String.valueOf(anything));
    if (anything instanceof Throwable thrown) {
      said.add(String.valueOf(thrown.getCause()));
    }
  }

  /** Fails where a secret was said; does not repeat it. */
  public void assertNone(World world) {
    List<String> secrets = world.issuedSecrets();
    if (secrets.size() < 2) {
      throw new AssertionError("no secret was issued, so that nothing was searched for");
    }
    for (String line : said) {
      for (String secret : secrets) {
        if (line.contains(secret)) {
          throw new AssertionError(
              "P7 broken: a secret is in: " + line.replace(secret, "<SECRET>"));
        }
      }
    }
  }
}
