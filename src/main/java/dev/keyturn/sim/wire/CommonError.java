package dev.keyturn.sim.wire;

import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.core.SimulatedErrorException;

/** The errors that every service has, each under the code and status of its protocol. */
public enum CommonError {
  /** The key is unknown, deleted, Inactive, or not yet known to this endpoint. */
  UNKNOWN_KEY(
      "InvalidClientTokenId",
      403,
      "UnrecognizedClientException",
      "The security token included in the request is invalid."),
  /** The secret access key is wrong, or the request was changed on its way. */
  WRONG_SIGNATURE(
      "SignatureDoesNotMatch",
      403,
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method. Consult the service documentation for"
          + " details."),
  /** The request carries no signature. */
  NO_SIGNATURE(
      "MissingAuthenticationToken",
      403,
      "MissingAuthenticationTokenException",
      "Request is missing Authentication Token"),
  /** The signature lacks a part. */
  INCOMPLETE_SIGNATURE(
      "IncompleteSignature",
      400,
      "IncompleteSignatureException",
      "The request signature does not conform to AWS standards."),
  /** The session is over. */
  EXPIRED_TOKEN(
      "ExpiredToken",
      403,
      "ExpiredTokenException",
      "The security token included in the request is expired"),
  /** The caller may not do this. */
  ACCESS_DENIED(
      "AccessDenied",
      403,
      "AccessDeniedException",
      "User is not authorized to perform this action"),
  /** Too many calls. */
  THROTTLED("Throttling", 400, "ThrottlingException", "Rate exceeded"),
  /** The service itself failed. */
  SERVER_ERROR(
      "InternalFailure",
      500,
      "InternalServiceError",
      "The request processing has failed because of an unknown error, exception or failure."),
  /** A parameter is missing or malformed. */
  VALIDATION("ValidationError", 400, "ValidationException", "1 validation error detected"),
  /** There is no such operation here. */
  UNKNOWN_OPERATION(
      "InvalidAction", 400, "UnknownOperationException", "The operation is not simulated"),
  /** The body can't be read. */
  UNREADABLE("MalformedQueryString", 400, "SerializationException", "The request can not be read");

  private final String queryCode;
  private final int queryStatus;
  private final String jsonCode;
  private final String message;

  CommonError(String queryCode, int queryStatus, String jsonCode, String message) {
    this.queryCode = queryCode;
    this.queryStatus = queryStatus;
    this.jsonCode = jsonCode;
    this.message = message;
  }

  /** The error as this service words it. */
  public ServiceError of(Service service) {
    return of(service, message);
  }

  /** The error with another message. */
  public ServiceError of(Service service, String words) {
    if (service.speaksJson()) {
      // JSON services answer their refusals with 400, whatever the reason.
      return new ServiceError(jsonCode, this == SERVER_ERROR ? 500 : 400, words);
    }
    // IAM's model has a name of its own for this one.
    boolean iamFailure = this == SERVER_ERROR && service == Service.IAM;
    return new ServiceError(iamFailure ? "ServiceFailure" : queryCode, queryStatus, words);
  }

  /** The error, ready to be thrown. */
  public SimulatedErrorException in(Service service) {
    return of(service).refusal();
  }

  /** The error with another message, ready to be thrown. */
  public SimulatedErrorException in(Service service, String words) {
    return of(service, words).refusal();
  }
}
