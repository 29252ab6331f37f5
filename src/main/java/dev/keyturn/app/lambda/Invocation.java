package dev.keyturn.app.lambda;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretText;
import dev.keyturn.port.CallCount;
import dev.keyturn.port.SecretStore;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import java.time.Instant;
import java.util.Optional;

/**
 * One invocation of the function.
 *
 * @param deadline when it has to be over
 */
record Invocation(
    FunctionEnvironment environment,
    AwsConnection aws,
    Configuration configuration,
    Deadline deadline,
    Log log,
    Metrics metrics,
    Notifications notifications) {

  /**
   * Works on one secret, and tells how that ended. A bug in it is told as well, so that it keeps
   * nothing else from its turn.
   *
   * @param step what this work is called in the log
   * @param rotationToken to be handed on with a new value
   */
  SecretResult run(
      String step, ManagedSecret target, RunRequest command, Optional<SecretText> rotationToken) {
    CallCount calls = new CallCount();
    SecretResult result = calls.during(() -> counted(step, target, command, rotationToken));
    Instant now = aws.clock().instant();
    metrics.add(step, result, calls, now);
    notifications.tell(step, result, now);
    return result;
  }

  /**
   * Tells of a secret that was not worked on.
   *
   * @param step what the work would have been called
   */
  SecretResult tell(String step, SecretResult result) {
    log.ended(step, result);
    Instant now = aws.clock().instant();
    metrics.add(step, result, new CallCount(), now);
    notifications.tell(step, result, now);
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

  private SecretResult counted(
      String step, ManagedSecret target, RunRequest command, Optional<SecretText> rotationToken) {
    SecretResult result;
    try {
      Reconciler reconciler =
          new Reconciler(
              ports(step, rotationToken),
              configuration.settings(),
              (named, found) -> configuration.secrets().userOf(found));
      result = SecretResult.of(reconciler.run(target, command));
    } catch (RuntimeException bug) {
      result = SecretResult.bug(target.secret(), bug);
    }
    log.ended(step, result);
    return result;
  }

  private Ports ports(String step, Optional<SecretText> rotationToken) {
    SecretStore secrets = rotationToken.map(aws::secrets).orElseGet(aws::secrets);
    return new Ports(
        aws.accessKeys(),
        secrets,
        aws.probe(),
        aws.clock(),
        deadline,
        environment.names().get(),
        event -> log.event(step, event),
        deadline);
  }
}
