package dev.keyturn.app.lambda;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.evidence.JournalWriter;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretText;
import dev.keyturn.port.CallCount;
import dev.keyturn.port.SecretStore;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import java.time.Instant;
import java.util.Optional;

/**
 * One invocation of the function.
 *
 * @param deadline when it has to be over
 * @param journal where what is done is kept, if anywhere
 */
record Invocation(
    FunctionEnvironment environment,
    AwsConnection aws,
    Configuration configuration,
    Deadline deadline,
    Log log,
    Metrics metrics,
    Notifications notifications,
    Optional<JournalWriter> journal) {

  /**
   * The same over a connection into another account.
   *
   * @param asked which account that is, and in which Region
   * @param counted what is counted there
   */
  Invocation in(AwsConnection there, AccountMessage asked, Metrics counted) {
    Log lines = log.in(asked.account(), asked.region(), there::caller);
    return new Invocation(
        environment,
        there,
        configuration,
        deadline,
        lines,
        counted,
        notifications.in(asked.account(), asked.region(), lines, there::caller),
        journal);
  }

  /**
   * Works on one secret, and tells how that ended. A bug in it is told as well, so that it keeps
   * nothing else from its turn.
   *
   * @param rotationToken to be handed on with a new value
   */
  SecretResult run(
      FunctionWork work,
      ManagedSecret target,
      RunRequest request,
      Optional<SecretText> rotationToken) {
    CallCount calls = new CallCount();
    return tell(calls.during(() -> logged(work, target, request, rotationToken)), calls);
  }

  /** Tells of a secret that was not worked on. */
  SecretResult tell(SecretResult result) {
    log.ended(result);
    return tell(result, new CallCount());
  }

  private SecretResult tell(SecretResult result, CallCount calls) {
    Instant now = aws.clock().instant();
    metrics.add(result, calls, now);
    notifications.tell(result, now);
    return result;
  }

  /**
   * Tells that nothing was done, which is then for Lambda to hear.
   *
   * @param event what it is called in the log
   */
  FunctionFailed nothingDone(String event, InvocationRefusal why) {
    log.nothingDone(event, why);
    metrics.nothingDone(why.reason());
    notifications.tell(why, aws.clock().instant());
    return new FunctionFailed(why.sentence());
  }

  private SecretResult logged(
      FunctionWork work,
      ManagedSecret target,
      RunRequest request,
      Optional<SecretText> rotationToken) {
    RunReport report;
    try {
      Reconciler reconciler =
          new Reconciler(
              ports(work, rotationToken),
              configuration.settings(),
              (named, found) -> configuration.secrets().userOf(found));
      report = reconciler.run(target, request);
    } catch (RuntimeException bug) {
      report = RunReport.unseen(target, request, new RunOutcome.Bug(sentence(bug)));
    }
    SecretResult result = new SecretResult(work, report);
    log.ended(result);
    return result;
  }

  /** A bug's own message is not shown, as nobody can promise what is in it. */
  private static String sentence(RuntimeException bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    String place =
        trace.length == 0
            ? ""
            : " at %s:%d".formatted(trace[0].getClassName(), trace[0].getLineNumber());
    return "Internal error (%s%s). This is a bug of Keyturn's. No key is lost: the next run continues from what AWS holds."
        .formatted(bug.getClass().getSimpleName(), place);
  }

  private Ports ports(FunctionWork work, Optional<SecretText> rotationToken) {
    SecretStore secrets = rotationToken.map(aws::secrets).orElseGet(aws::secrets);
    return new Ports(
        aws.accessKeys(),
        secrets,
        aws.probe(),
        aws.clock(),
        deadline,
        environment.names().get(),
        event -> {
          log.event(work, event);
          journal.ifPresent(to -> to.record(event));
        },
        deadline);
  }
}
