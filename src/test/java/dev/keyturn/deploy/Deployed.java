package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.emulators.Emulator;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Policies that were read back, against {@code deploy/policies}. */
final class Deployed {
  /** Those that people attach, or that a role shares; the others are the role's own. */
  private static final Set<String> MANAGED =
      Set.of(
          "rotator",
          "administrator",
          "retirer",
          "auditor",
          "journal-read",
          "consumer",
          "guard",
          "secrets-key",
          "secrets-key-read",
          "vpc");

  private Deployed() {}

  /**
   * Whether they are those of these files, statement by statement, and no others.
   *
   * @param made what was read back
   * @param name the deployment's, whose users are under /service/ and whose secrets under prod/
   * @param further what is filled in besides
   */
  static void policies(
      Object made, String name, Map<String, String> further, Collection<String> files) {
    Map<String, String> values =
        new HashMap<>(
            Policies.fenced(
                (String) ParsedJson.at(made, "account"), Emulator.REGION, "/service/", "prod/"));
    values.put("name", name);
    values.put("administrator_role", "KeyturnAdministrator");
    values.putAll(further);
    Map<String, Object> wanted = new TreeMap<>();
    for (String file : files) {
      wanted.put(deployed(name, file), ParsedJson.parse(Policies.text(file, values)));
    }
    assertThat(new TreeMap<>((Map<?, ?>) ParsedJson.at(made, "policies"))).isEqualTo(wanted);
  }

  /** What the policy of a file is called where it was deployed. */
  static String deployed(String name, String file) {
    return MANAGED.contains(file) ? "%s-%s-%s".formatted(name, file, Emulator.REGION) : file;
  }
}
