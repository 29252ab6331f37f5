package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.plan.ServiceStep;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each end means: whether it failed, and whether the invocation fails with it. */
class FunctionWorkTest {
  @ParameterizedTest(name = "{0}: {1} on schedule, {2} for the service")
  @CsvSource({
    "DONE, FINE, FINE",
    "WAITS, FINE, FAILED",
    "LEFT, LEFT, FAILED",
    "FAILED, FAILED, FAILED",
    "HALTED, HALTED, HALTED",
    "REFUSED_BINDING, HALTED, HALTED"
  })
  @DisplayName("A scheduled run may wait, or leave what it has no time for; a step may not")
  void verdicts(
      SecretResult.Outcome outcome,
      FunctionWork.Verdict onSchedule,
      FunctionWork.Verdict forService) {
    assertThat(verdict(new FunctionWork.OnSchedule(), outcome)).isEqualTo(onSchedule);
    for (ServiceStep step : ServiceStep.values()) {
      assertThat(verdict(new FunctionWork.ForService(step), outcome)).isEqualTo(forService);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A step's invocation fails unless it is done, so that the service tries again")
  void steps(SecretResult.Outcome outcome) {
    assertThat(
            verdict(new FunctionWork.ForService(ServiceStep.TEST_SECRET), outcome)
                .failsInvocation())
        .isEqualTo(outcome != SecretResult.Outcome.DONE);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("An end is called what the log calls it")
  void outcomes(SecretResult.Outcome outcome) {
    assertThat(result(new FunctionWork.OnSchedule(), outcome).outcome()).isEqualTo(outcome);
  }

  @Test
  @DisplayName("Work is called what the log and the events call it")
  void words() {
    assertThat(new FunctionWork.OnSchedule().word()).isEqualTo("run");
    assertThat(new FunctionWork.ForService(ServiceStep.FINISH_SECRET).word())
        .isEqualTo("finishSecret");
  }

  private static FunctionWork.Verdict verdict(FunctionWork work, SecretResult.Outcome outcome) {
    return result(work, outcome).verdict();
  }

  private static SecretResult result(FunctionWork work, SecretResult.Outcome outcome) {
    return Ends.result(work, "app/alice", Ends.of(outcome), List.of());
  }
}
