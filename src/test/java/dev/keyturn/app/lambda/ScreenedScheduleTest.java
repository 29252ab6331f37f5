package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.app.cli.AdoptedFleet;
import dev.keyturn.sim.CallLog;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A scheduled run over an account of many secrets. */
class ScreenedScheduleTest {
  private final World world = AdoptedFleet.of(60, 1);
  private final SimulatedFunction function = new SimulatedFunction(world);
  private final CallLog calls = new CallLog();

  ScreenedScheduleTest() {
    function.gateway().observe(calls);
  }

  @AfterEach
  void close() {
    function.close();
  }

  private String metrics() {
    return function.said().stream()
        .filter(line -> line.contains("CloudWatchMetrics") && line.contains("LeftAlone"))
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  @Test
  @DisplayName("What its lists explain is left alone, counted, and has its age all the same")
  void screened() {
    function.with("KEYTURN_PASS_EVERY", "rate(1 minute)");
    String answer = function.schedule();

    assertThat(answer).contains("\"secrets\":60", "\"leftAlone\":5").doesNotContain("unscreened");
    assertThat(metrics())
        .contains("\"Secrets\":60", "\"Unscreened\":0", "\"UserGone\":0", "\"Promoted\":1")
        .containsPattern("\"OldestCurrentKeyAgeDays\":30\\.");
    assertThat(calls.count("secretsmanager:GetSecretValue")).isBetween(1, 3);
  }

  @Test
  @DisplayName("Where its schedule says nothing of the distance, or IAM denies, it looks at all")
  void unscreened() {
    function.with("KEYTURN_PASS_EVERY", "cron(0 3 * * ? *)");
    assertThat(function.schedule()).contains("\"leftAlone\":0", "\"unscreened\":\"Nothing tells");
    assertThat(metrics()).contains("\"Unscreened\":1", "\"LeftAlone\":0");

    world.deny(World.ADMINISTRATOR, "iam:GetCredentialReport");
    function.with("KEYTURN_PASS_EVERY", "rate(1 minute)");
    assertThat(function.schedule())
        .contains("\"unscreened\":\"AWS denied iam:GetCredentialReport.");
  }

  @Test
  @DisplayName("Few secrets are looked at without asking for a report, and their users are listed")
  void few() {
    try (SimulatedFunction small = new SimulatedFunction(AdoptedFleet.of(3, 0))) {
      small.gateway().observe(calls);
      assertThat(small.schedule()).contains("\"secrets\":3", "\"leftAlone\":0");
      assertThat(calls.count("iam:GenerateCredentialReport")).isZero();
      assertThat(calls.count("iam:ListUsers")).isEqualTo(1);
      // One look at each, and none for a tag: every user is named by a secret.
      assertThat(calls.count("iam:GetUser")).isEqualTo(3);
    }
  }

  @Test
  @DisplayName(
      "A user whose secret is gone is told of and counted, at a call for each user unnamed")
  void secretGone() {
    function.with("KEYTURN_PASS_EVERY", "rate(1 day)").schedule();
    Sdk sdk = Sdk.of(world);
    sdk.iam().createUser(r -> r.userName("person"));
    sdk.secrets()
        .deleteSecret(r -> r.secretId(AdoptedFleet.secret(30)).forceDeleteWithoutRecovery(true));

    assertThatThrownBy(function::schedule)
        .hasMessageContaining("59 secrets looked after")
        .hasMessageContaining("s0030 (secret-gone): IAM user u0030 is bound to this secret")
        .hasMessageContaining("There is no such secret.")
        .hasMessageContaining("aws iam untag-user --user-name u0030 --tag-keys keyturn:secret");
    assertThat(metrics())
        .contains("\"SecretGone\":1", "\"Halted\":1", "\"PinLost\":0", "\"Secrets\":59");
  }

  @Test
  @DisplayName("Where the role may look only at its own path, no other user is asked for twice")
  void deniedPath() {
    try (SimulatedFunction small = new SimulatedFunction(AdoptedFleet.of(0, 0))) {
      World empty = small.gateway().world();
      Sdk sdk = Sdk.of(empty);
      for (int i = 0; i < 5; i++) {
        String name = "person" + i;
        sdk.iam().createUser(r -> r.userName(name).path("/people/"));
      }
      empty.permit(World.ADMINISTRATOR, "secretsmanager:ListSecrets", "iam:ListUsers");
      small.gateway().observe(calls);
      assertThat(small.schedule()).contains("\"secrets\":0").doesNotContain("unsearched");
      assertThat(calls.count("iam:GetUser")).isEqualTo(1);

      empty.deny(World.ADMINISTRATOR, "iam:ListUsers");
      assertThat(small.schedule()).contains("\"unsearched\":\"AWS denied iam:ListUsers.");
    }
  }
}
