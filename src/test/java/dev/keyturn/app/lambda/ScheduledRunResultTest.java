package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.json.JsonText;
import dev.keyturn.result.RunOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is said of a scheduled run as a whole. */
class ScheduledRunResultTest {
  @Test
  @DisplayName("However many secrets failed, the first are named, all are counted, and it is short")
  void bounded() {
    ScheduledRunResult result =
        ScheduledRunResult.of(many(4000, new RunOutcome.Bug("x".repeat(20_000))));
    assertThat(result.hasFailed()).isTrue();
    assertThat(result.sentence())
        .startsWith("4000 secrets looked after. 4000 failed: app/0001 (internal): xxx")
        .contains("app/0050")
        .doesNotContain("app/0051")
        .endsWith(" And 3950 more.")
        .hasSizeLessThan(100_000);
    assertThat(line(result)).hasSizeLessThan(10_000);
    assertThat(result.fields()).containsEntry("secrets", 4000).containsEntry("failedSecrets", 4000);
    assertThat((List<?>) result.fields().get("failed")).hasSize(50);
  }

  @Test
  @DisplayName("However many secrets are left, the first are named and all are counted")
  void left() {
    List<SecretResult> all = new ArrayList<>(many(400, new RunOutcome.Interrupted()));
    assertThat(ScheduledRunResult.of(all).hasFailed()).as("nothing was done").isTrue();
    all.addAll(many(1, Ends.of(SecretResult.Outcome.DONE)));
    ScheduledRunResult result = ScheduledRunResult.of(all);
    assertThat(result.hasFailed()).isFalse();
    assertThat(result.sentence())
        .startsWith(
            "401 secrets looked after. The time was up; 400 are left for the next run: app/")
        .contains("app/0050, and 350 more. If this happens again")
        .hasSizeLessThan(2000);
    assertThat(result.continuedSentence())
        .contains("The time was up; 400 are left for another message: app/")
        .endsWith("and 350 more.");
    assertThat(result.fields()).containsEntry("leftSecrets", 400).containsEntry("failedSecrets", 0);
    assertThat((List<?>) result.fields().get("left")).hasSize(50);
  }

  @Test
  @DisplayName("Few are all named, each with what to do")
  void few() {
    ScheduledRunResult result = ScheduledRunResult.of(many(2, new RunOutcome.Bug("Why.")));
    assertThat(result.sentence())
        .isEqualTo(
            "2 secrets looked after. 2 failed: app/0001 (internal): Why. Please report it. app/0002 (internal): Why. Please report it.");
    assertThat(ParsedJson.at(ParsedJson.parse(line(result)), "failed"))
        .isEqualTo(List.of("app/0001", "app/0002"));
  }

  @Test
  @DisplayName("One that a person has to look at fails the run as one that failed does")
  void halted() {
    for (SecretResult.Outcome outcome : SecretResult.Outcome.values()) {
      List<SecretResult> all = new ArrayList<>(many(1, Ends.of(outcome)));
      all.addAll(many(1, Ends.of(SecretResult.Outcome.DONE)));
      assertThat(ScheduledRunResult.of(all).hasFailed())
          .as("%s", outcome)
          .isEqualTo(
              Set.of(
                      SecretResult.Outcome.FAILED,
                      SecretResult.Outcome.HALTED,
                      SecretResult.Outcome.REFUSED_BINDING)
                  .contains(outcome));
    }
  }

  @Test
  @DisplayName("An account without secrets is no failure")
  void none() {
    ScheduledRunResult result = ScheduledRunResult.of(List.of());
    assertThat(result.hasFailed()).isFalse();
    assertThat(result.sentence()).isEqualTo("0 secrets looked after.");
  }

  private static String line(ScheduledRunResult result) {
    return JsonText.oneLine(Map.copyOf(result.fields()));
  }

  /** In no order. */
  private static List<SecretResult> many(int count, RunOutcome outcome) {
    List<SecretResult> all = new ArrayList<>();
    for (int i = count; i > 0; i--) {
      all.add(
          Ends.result(new FunctionWork.OnSchedule(), "app/%04d".formatted(i), outcome, List.of()));
    }
    return all;
  }
}
