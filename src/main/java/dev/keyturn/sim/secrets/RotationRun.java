package dev.keyturn.sim.secrets;

import java.time.Instant;

/**
 * A rotation under way.
 *
 * @param secretName whose
 * @param secretArn whose
 * @param token the pending version's ID
 * @param step the next step
 * @param due when that step is called
 * @param replaysLeft how often the whole process is tried again if a step fails
 * @param testOnly whether only testSecret is called, as with RotateImmediately=false
 */
public record RotationRun(
    String secretName,
    String secretArn,
    String token,
    RotationStep step,
    Instant due,
    int replaysLeft,
    boolean testOnly) {

  boolean isLastStep() {
    return testOnly || step == RotationStep.FINISH;
  }

  RotationRun next(Instant when) {
    return new RotationRun(
        secretName, secretArn, token, step.following(), when, replaysLeft, testOnly);
  }

  RotationRun replay(Instant when) {
    RotationStep first = testOnly ? RotationStep.TEST : RotationStep.CREATE;
    return new RotationRun(secretName, secretArn, token, first, when, replaysLeft - 1, testOnly);
  }
}
