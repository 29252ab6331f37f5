package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.CallCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is counted of the writes to one secret. */
class MetricsTest {
  private static final Instant NOW = Ends.NOW;
  private static final AccessKeyId KEY = Ends.KEY;

  @Test
  @DisplayName("A key that is switched on again is counted")
  void reactivated() {
    assertThat(written(new Step.Reactivate(KEY, Cause.of(Reason.ASKED_TO_ROLL_BACK, KEY))))
        .contains("\"Reactivated\":1")
        .contains("\"Retired\":0");
    assertThat(written(new Step.Deactivate(KEY, Cause.of(Reason.RETIRE_PREVIOUS, KEY))))
        .contains("\"Reactivated\":0")
        .contains("\"Retired\":1");
  }

  private static String written(Step taken) {
    List<String> lines = new ArrayList<>();
    Metrics metrics = new Metrics("keyturn", Duration.ofDays(90));
    SecretResult result =
        Ends.result(
            new FunctionWork.OnSchedule(),
            "app/alice",
            Ends.of(SecretResult.Outcome.DONE),
            List.of(taken));
    metrics.add(result, new CallCount(), NOW);
    metrics.write(lines::add, NOW, Duration.ZERO);
    return String.join("\n", lines);
  }
}
