package dev.keyturn.rotate;

import static dev.keyturn.plan.ServiceStep.CREATE_SECRET;
import static dev.keyturn.plan.ServiceStep.FINISH_SECRET;
import static dev.keyturn.plan.ServiceStep.SET_SECRET;
import static dev.keyturn.plan.ServiceStep.TEST_SECRET;
import static dev.keyturn.rotate.InMemoryAccount.A;
import static dev.keyturn.rotate.RunHarness.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.ServiceStep;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Secrets Manager's four steps, each a run of its own, against a world in memory. */
class ServiceStepsTest {
  /** What Secrets Manager does when it begins a rotation. */
  private static InMemoryAccount begun() {
    InMemoryAccount account = InMemoryAccount.adopted(Duration.ofDays(1));
    account.rotationEnabled = true;
    account.labels.put(StagingLabel.AWSPENDING, RunHarness.FRESH);
    account.values.put(RunHarness.FRESH, new VersionValue.Absent());
    return account;
  }

  private static RunRequest step(ServiceStep step) {
    return new RunRequest.TakeServiceStep(RunHarness.FRESH, step);
  }

  @Test
  void theFourStepsOfTheServiceRotate() {
    InMemoryAccount account = begun();
    assertThat(reason(new RunHarness(account).run(step(CREATE_SECRET)))).isEqualTo(Reason.STAGED);
    account.now = account.now.plusMillis(1);
    assertThat(account.ledger().intent().filter(it -> it.leasesAt(account.now)))
        .as("its lease is given back")
        .isEmpty();
    assertThat(reason(new RunHarness(account).run(step(SET_SECRET)))).isEqualTo(Reason.STAGED);
    assertThat(reason(new RunHarness(account).run(step(TEST_SECRET))))
        .isEqualTo(Reason.STAGED_KEY_WORKS);
    assertThat(account.currentKey()).contains(A);
    assertThat(reason(new RunHarness(account).run(step(FINISH_SECRET)))).isEqualTo(Reason.ROTATED);
    AccessKeyId now = account.currentKey().orElseThrow();
    assertThat(now).isNotEqualTo(A);
    assertThat(account.labels).containsEntry(StagingLabel.AWSCURRENT, RunHarness.FRESH);
  }

  @Test
  void testingAKeyTakesNoLeaseAndIsNotCutShortByAnothers() {
    InMemoryAccount account = begun();
    new RunHarness(account).run(step(CREATE_SECRET));
    account.ledger(was ->
        was.with(
            was.intent()
                .orElseThrow()
                .renewed("another", account.now.plus(Duration.ofSeconds(1)))));
    assertThat(reason(new RunHarness(account).run(step(TEST_SECRET))))
        .isEqualTo(Reason.STAGED_KEY_WORKS);
  }
}
