package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.AwsError;
import dev.keyturn.sim.core.Refusal;

/** The errors of Secrets Manager's own. All are answered with status 400. */
final class SecretErrors {
  private SecretErrors() {}

  static Refusal noSuchSecret() {
    return notFound("Secrets Manager can't find the specified secret.");
  }

  static Refusal noSuchLabel(String label) {
    return notFound(
        "Secrets Manager can't find the specified secret value for staging label: " + label);
  }

  static Refusal noSuchVersion(String id) {
    return notFound("Secrets Manager can't find the specified secret value for VersionId: " + id);
  }

  static Refusal deleted() {
    return request(
        "You can't perform this operation on the secret because it was marked for deletion.");
  }

  static Refusal nameTaken(String name) {
    return exists("The operation failed because the secret " + name + " already exists.");
  }

  static Refusal tokenTaken(String token, Secret secret) {
    return exists(
        "You can't use ClientRequestToken "
            + token
            + " because that value is already in use for a version of secret "
            + secret.arn()
            + ".");
  }

  static Refusal request(String message) {
    return error("InvalidRequestException", message);
  }

  static Refusal parameter(String message) {
    return error("InvalidParameterException", message);
  }

  static Refusal limit(String message) {
    return error("LimitExceededException", message);
  }

  static Refusal nextToken() {
    return error("InvalidNextTokenException", "Invalid NextToken");
  }

  private static Refusal notFound(String message) {
    return error("ResourceNotFoundException", message);
  }

  private static Refusal exists(String message) {
    return error("ResourceExistsException", message);
  }

  private static Refusal error(String code, String message) {
    return new AwsError(code, 400, message).refusal();
  }
}
