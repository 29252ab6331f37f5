package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.Paging;
import dev.keyturn.sim.iam.KeyState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code audit} of an account, as AWS tells it. */
class LiveAuditTest {
  private static WorldBuilder account() {
    return WorldBuilder.seeded(7)
        .user("calm", user -> user.key(Duration.ofDays(9)).tag("team", "web"))
        .user("shop", user -> user.key(Duration.ofDays(200)).tag("owner", "payments"))
        .user(
            "legacy",
            user ->
                user.key(Duration.ofDays(400))
                    .tag("keyturn:exempt", "until=2026-03-31 reason=moves to OIDC"))
        .user(
            "two", user -> user.key(Duration.ofDays(30)).key(Duration.ofDays(3), KeyState.INACTIVE))
        .user("web", user -> user.key(Duration.ofDays(100)).tag("owner", "web"))
        .secret("prod/web/iam", secret -> secret.keyOf("web"));
  }

  private final World world = account().build();
  private final Shell shell = new Shell(world);
  private final List<String> calls = new ArrayList<>();

  LiveAuditTest() {
    assertThat(shell.type("adopt web --secret prod/web/iam").exit()).isZero();
    shell.gateway().observe((call, result, here) -> calls.add(call.action()));
  }

  private Shell.Ran audit(String words) {
    calls.clear();
    return shell.type(("audit " + words).strip());
  }

  private void deny(String... actions) {
    world.deny(World.ADMINISTRATOR, actions);
  }

  @Test
  @DisplayName("It asks IAM for a report, waits for it, and knows owners, exemptions and secrets")
  void whole() {
    Shell.Ran ran = audit("");

    assertThat(ran.exit()).isEqualTo(7);
    assertThat(ran.err()).contains("waiting for IAM's credential report");
    assertThat(ran.out())
        .contains("Credential report 123456789012 of 2026-01-15 12:00", "6 rows")
        .containsPattern("shop +/ +payments")
        .containsPattern("web +/ +web .*prod/web/iam \\(rotated\\)")
        .contains("exempt until 2026-03-31: moves to OIDC");
    assertThat(calls)
        .containsExactly(
            "iam:GetCredentialReport",
            "iam:GenerateCredentialReport",
            "iam:GenerateCredentialReport",
            "iam:GenerateCredentialReport",
            "iam:GetCredentialReport",
            "iam:GetAccountAuthorizationDetails",
            "secretsmanager:ListSecrets");
  }

  @Test
  @DisplayName("A report that is there takes one call; one older than four hours is made anew")
  void reportOfBefore() {
    audit("");
    world.advance(Duration.ofHours(3));

    Shell.Ran later = audit("");

    assertThat(calls)
        .containsExactly(
            "iam:GetCredentialReport",
            "iam:GetAccountAuthorizationDetails",
            "secretsmanager:ListSecrets");
    assertThat(later.out()).contains("2026-01-15 12:00 UTC, 3h old");
    world.advance(Duration.ofHours(2));
    assertThat(audit("").out()).contains("2026-01-15 17:00 UTC");
    assertThat(calls).contains("iam:GenerateCredentialReport");
  }

  @Test
  @DisplayName("Users are read to the last page, however IAM cuts them")
  void pages() {
    Shell whole = new Shell(account().build());
    Shell paged = new Shell(account().paging(new Paging(1, 1)).build());

    assertThat(paged.type("audit --all").out()).isEqualTo(whole.type("audit --all").out());
  }

  @ParameterizedTest
  @CsvSource({
    "iam:GetCredentialReport, No key was judged",
    "iam:GenerateCredentialReport, No key was judged",
    "iam:GetAccountAuthorizationDetails, Tags of users",
    "secretsmanager:ListSecrets, Adopted secrets were not seen"
  })
  @DisplayName("What is denied is named with its permission, and the rest is audited")
  void denied(String action, String words) {
    deny(action);

    Shell.Ran ran = audit("");

    assertThat(ran.out()).contains(words, "AWS denied " + action);
    boolean judged = !action.endsWith("CredentialReport");
    assertThat(ran.exit()).isEqualTo(judged ? 7 : 6);
    assertThat(ran.out().contains("as far as could be seen")).isEqualTo(judged);
    assertThat(audit("--fail-on none").exit()).isEqualTo(6);
  }

  @Test
  @DisplayName("Without tags, secrets are joined all the same; without users, that is said")
  void usersDenied() {
    deny("iam:GetAccountAuthorizationDetails");
    assertThat(audit("").out()).contains("prod/web/iam (rotated)").doesNotContain("payments");
    deny("iam:ListUsers");
    assertThat(audit("").out())
        .contains("AWS denied iam:ListUsers", "IDs of users")
        .doesNotContain("prod/web/iam (rotated)");
  }

  @Test
  @DisplayName("With --key-ids each key has its own, at a call for each user who has a key")
  void keyIds() {
    String id = world.credentials("shop", 0).accessKeyId();

    Shell.Ran ran = audit("--key-ids --output json");

    assertThat(ran.out()).contains("\"keyId\" : \"" + id + "\"", "keyturn retire " + id);
    assertThat(calls.stream().filter("iam:ListAccessKeys"::equals)).hasSize(5);
    deny("iam:ListAccessKeys");
    Shell.Ran denied = audit("--key-ids");
    assertThat(denied.out()).contains("IDs of keys were not seen. AWS denied iam:ListAccessKeys");
    assertThat(calls.stream().filter("iam:ListAccessKeys"::equals)).hasSize(1);
    assertThat(audit("--key-ids --report r.csv").err()).contains("leave one of them out");
  }

  @Test
  @DisplayName("A key that is younger than the report is taken for none of it")
  void keyOfLater() {
    audit("");
    String before = world.credentials("shop", 0).accessKeyId();
    world.iam().addKey(world.iam().user("shop").orElseThrow(), world.now(), KeyState.ACTIVE, true);
    String after = world.credentials("shop", 1).accessKeyId();

    Shell.Ran ran = audit("--key-ids --output json");

    assertThat(ran.out()).contains(before, after).doesNotContain("\"keyId\" : \"" + before);
    assertThat(ran.out()).doesNotContain("retire " + before, "retire " + after);
  }

  @Test
  @DisplayName("A report that is long in the making is waited for ten minutes, or until Ctrl-C")
  void longWait() {
    Shell slow = new Shell(account().reportTime(Duration.ofHours(1)).build());

    Shell.Ran ran = slow.type("audit");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("still making the credential report", "Run again later");
    Shell stopped = new Shell(account().reportTime(Duration.ofHours(1)).build());
    stopped.whileWaiting(pause -> stopped.stop().request());
    assertThat(stopped.type("audit").exit()).isEqualTo(130);
  }
}
