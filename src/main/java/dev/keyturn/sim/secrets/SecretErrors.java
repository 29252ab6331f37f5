package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.core.SimulatedErrorException;

/** The errors of Secrets Manager's own. All are answered with status 400. */
final class SecretErrors {
  static final String PUBLIC_POLICY =
      "The resource policy grants broad access to the secret: to everybody, under no condition.";

  private SecretErrors() {}

  static SimulatedErrorException noSuchSecret() {
    return notFound("Secrets Manager can't find the specified secret.");
  }

  static SimulatedErrorException noSuchLabel(String label) {
    return notFound(
        "Secrets Manager can't find the specified secret value for staging label: " + label);
  }

  static SimulatedErrorException noSuchVersion(String id) {
    return notFound("Secrets Manager can't find the specified secret value for VersionId: " + id);
  }

  static SimulatedErrorException deleted() {
    return request(
        "You can't perform this operation on the secret because it was marked for deletion.");
  }

  static SimulatedErrorException nameTaken(String name) {
    return exists("The operation failed because the secret " + name + " already exists.");
  }

  static SimulatedErrorException tokenTaken(String token, Secret secret) {
    return exists(
        "You can't use ClientRequestToken "
            + token
            + " because that value is already in use for a version of secret "
            + secret.arn()
            + ".");
  }

  static SimulatedErrorException request(String message) {
    return error("InvalidRequestException", message);
  }

  static SimulatedErrorException parameter(String message) {
    return error("InvalidParameterException", message);
  }

  static SimulatedErrorException limit(String message) {
    return error("LimitExceededException", message);
  }

  static SimulatedErrorException malformedPolicy(String message) {
    return error("MalformedPolicyDocumentException", message);
  }

  static SimulatedErrorException publicPolicy() {
    return error("PublicPolicyException", PUBLIC_POLICY);
  }

  static SimulatedErrorException replicated(Secret secret) {
    return parameter(
        "You can't delete secret "
            + secret.arn()
            + " that still has replica regions ["
            + String.join(", ", secret.replicas().keySet())
            + "].");
  }

  static SimulatedErrorException nextToken() {
    return error("InvalidNextTokenException", "Invalid NextToken");
  }

  private static SimulatedErrorException notFound(String message) {
    return error("ResourceNotFoundException", message);
  }

  private static SimulatedErrorException exists(String message) {
    return error("ResourceExistsException", message);
  }

  private static SimulatedErrorException error(String code, String message) {
    return new ServiceError(code, 400, message).refusal();
  }
}
