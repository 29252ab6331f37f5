package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.AdoptedFleet;
import dev.keyturn.sim.CallLog;
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
        .findFirst()
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
  @DisplayName("Few secrets are looked at without asking for lists, as ever")
  void few() {
    try (SimulatedFunction small = new SimulatedFunction(AdoptedFleet.of(3, 0))) {
      small.gateway().observe(calls);
      assertThat(small.schedule()).contains("\"secrets\":3", "\"leftAlone\":0");
      assertThat(calls.count("iam:ListUsers")).isZero();
    }
  }
}
