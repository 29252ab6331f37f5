package dev.keyturn.sim.secrets;

/**
 * What Secrets Manager hands to a rotation function.
 *
 * @param secretId the secret's ARN
 * @param clientRequestToken the ID of the pending version, the same in all steps and replays
 * @param rotationToken to be passed through to PutSecretValue; sensitive
 * @param step what to do
 */
public record RotationInvocation(
    String secretId, String clientRequestToken, String rotationToken, RotationStep step) {
  /** Without the rotation token. */
  @Override
  public String toString() {
    return step.wireName() + " of " + secretId + ", version " + clientRequestToken;
  }
}
