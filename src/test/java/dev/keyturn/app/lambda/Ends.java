package dev.keyturn.app.lambda;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.Policy;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Failure;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the work on a secret can end, without having been done. */
final class Ends {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final AccessKeyId KEY = new AccessKeyId("AKIABBBBBBBBBBBBBBBB");

  private Ends() {}

  /** An end that the log calls so. */
  static RunOutcome of(SecretResult.Outcome outcome) {
    return switch (outcome) {
      case DONE -> new RunOutcome.Reached(new Step.Done(NOW, Cause.of(Reason.NOTHING_DUE)));
      case WAITS -> new RunOutcome.Waits(new Step.Wait(NOW, Cause.of(Reason.IN_OVERLAP)));
      case HALTED -> new RunOutcome.Halted(new Step.Halt(Cause.of(Reason.FOREIGN_KEY, KEY)));
      case REFUSED_BINDING ->
          new RunOutcome.Halted(new Step.Halt(Cause.of(Reason.SOMEONE_ELSES_KEY, KEY)));
      case FAILED -> new RunOutcome.Failed(new Failure.Throttled("iam:GetUser", "slow down"));
      case LEFT -> new RunOutcome.Interrupted();
    };
  }

  /** The work on a secret of alice's that ended so, after these writes. */
  static SecretResult result(
      FunctionWork work, String secret, RunOutcome outcome, List<Step> taken) {
    return new SecretResult(
        work,
        new RunReport(
            new ManagedSecret(secret, Optional.of(new UserName("alice"))),
            new RunRequest.Advance(),
            outcome,
            Policy.DEFAULT,
            Optional.empty(),
            taken,
            List.of()));
  }
}
