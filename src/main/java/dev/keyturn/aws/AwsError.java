package dev.keyturn.aws;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;

/**
 * An error that a service answered with, and what it is about. IAM and STS (Query protocol) and
 * Secrets Manager (JSON protocol) have different codes for the same thing.
 *
 * @param code on the wire, such as {@code NoSuchEntity}; where there is none, the HTTP status
 * @param message AWS's own words, whole: to be looked at, not to be shown
 */
record AwsError(String code, String message) {
  private static final Set<String> TIME =
      Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");

  private static final Set<String> SIGNATURE =
      Set.of("SignatureDoesNotMatch", "InvalidSignatureException");

  private static final Set<String> UNKNOWN_KEY =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "AuthFailure");

  private static final Set<String> CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "TokenRefreshRequired");

  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "AuthorizationError",
          "NotAuthorized",
          "UnauthorizedOperation");

  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,100})</Code>");
  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,500})</Message>");

  /** What the exception's reply says. */
  static AwsError of(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    if (details == null) {
      return new AwsError("HTTP " + e.statusCode(), "");
    }
    String code = orEmpty(details.errorCode());
    String message = orEmpty(details.errorMessage());
    if (code.isEmpty()) {
      // EC2, and moto for all services, wrap the error once more, which the SDK does not unwrap.
      SdkBytes body = details.rawResponse();
      // A proxy may answer with anything; SdkBytes would throw for bytes that are no text.
      String text = body == null ? "" : new String(body.asByteArray(), StandardCharsets.UTF_8);
      code = first(CODE, text);
      message = first(MESSAGE, text);
    }
    return new AwsError(code.isEmpty() ? "HTTP " + e.statusCode() : code, message);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Whether it was the time of the request's signature that was refused. */
  boolean isAboutTime() {
    String words = message.toLowerCase(Locale.ROOT);
    return TIME.contains(code)
        || (SIGNATURE.contains(code)
            && (words.contains("signature expired")
                || words.contains("signature not yet current")));
  }

  /** Whether the service does not know the key that signed, or does not take it any more. */
  boolean isUnknownKey() {
    return UNKNOWN_KEY.contains(code);
  }

  /** Whether the service knows the key, and the secret half that signed is another. */
  boolean isWrongSecret() {
    return SIGNATURE.contains(code) && !isAboutTime();
  }

  /** Whether the caller cannot be told from anybody, for whatever reason but the time. */
  boolean isBadCredentials() {
    return isUnknownKey() || isWrongSecret() || CREDENTIALS.contains(code);
  }

  /** Whether the caller is known, and not allowed to do what it asked for. */
  boolean isDenied() {
    return DENIED.contains(code);
  }

  /**
   * Whether a policy says no, and not only none says yes. AWS ends the message with the kind of
   * that policy, such as "with an explicit deny in a service control policy" (IAM User Guide,
   * troubleshooting access denied errors).
   */
  boolean isExplicitDeny() {
    return isDenied() && message.contains("with an explicit deny");
  }

  /** Messages may quote what must not be seen; {@link FailureTranslation} sees to that. */
  @Override
  public String toString() {
    return code;
  }
}
