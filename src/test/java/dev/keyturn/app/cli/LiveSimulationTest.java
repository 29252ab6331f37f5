package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code simulate} of the account that the credentials are of. */
class LiveSimulationTest {
  private final World world =
      WorldBuilder.seeded(7)
          .user("shop", user -> user.key(Duration.ofDays(200)).used(Duration.ofHours(2), "s3", "-"))
          .user("two", user -> user.key(Duration.ofDays(200)).key(Duration.ofDays(30)))
          .user("web", user -> user.key(Duration.ofDays(300)))
          .secret("prod/web/iam", secret -> secret.keyOf("web"))
          .reportTime(Duration.ZERO)
          .build();
  private final Shell shell = new Shell(world);
  private final List<String> calls = new ArrayList<>();

  LiveSimulationTest() {
    assertThat(shell.type("adopt web --secret prod/web/iam").exit()).isZero();
    assertThat(shell.type("rotate prod/web/iam").exit()).isZero();
    shell.gateway().observe((call, result, here) -> calls.add(call.action()));
  }

  @Test
  @DisplayName("It reads what an audit reads, changes nothing, and lets the days pass elsewhere")
  void whole() {
    Shell.Ran ran = shell.type("simulate --days 10");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("Credential report from IAM of account 123456789012, 4 rows.")
        .contains("from the report's date, 2026-01-15 12:0")
        .contains("1 of the users are adopted already.");
    assertThat(calls)
        .containsExactly(
            "iam:GetCredentialReport",
            "iam:GenerateCredentialReport",
            "iam:GenerateCredentialReport",
            "iam:GetCredentialReport",
            "iam:GetAccountAuthorizationDetails",
            "secretsmanager:ListSecrets");
  }

  @Test
  @DisplayName("The previous key of a secret that is adopted is no stranger; any other one is")
  void overlap() {
    Shell.Ran ran = shell.type("simulate --days 1 --output json");
    Map<String, Object> halts = new TreeMap<>();
    Object json = ParsedJson.parse(ran.out());
    for (Object user : (List<?>) ParsedJson.at(json, "users")) {
      halts.put(
          (String) ParsedJson.at(user, "user"), String.valueOf(((Map<?, ?>) user).get("halt")));
    }

    assertThat(ParsedJson.at(json, "adoptedAlready")).isEqualTo(1L);
    assertThat(halts).containsOnlyKeys("shop", "two", "web").containsEntry("web", "Optional.empty");
    assertThat(halts.get("two")).asString().contains("foreign-key");
  }

  @Test
  @DisplayName("Without a report there is nothing to simulate; without users that is said")
  void denied() {
    world.deny(World.ADMINISTRATOR, "secretsmanager:ListSecrets");
    Shell.Ran unseen = shell.type("simulate --days 1");
    assertThat(unseen.exit()).isEqualTo(6);
    assertThat(unseen.out())
        .contains("Not seen: Adopted secrets were not seen. AWS denied secretsmanager:ListSecrets")
        .contains("3 users adopted");

    world.deny(World.ADMINISTRATOR, "iam:GetCredentialReport");
    Shell.Ran none = shell.type("simulate --days 1");
    assertThat(none.exit()).isEqualTo(6);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("AWS denied iam:GetCredentialReport");
  }
}
