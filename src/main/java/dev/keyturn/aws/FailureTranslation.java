package dev.keyturn.aws;

import dev.keyturn.port.Failure;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Where the SDK's exceptions end: each becomes the failure whose remedy it needs. The error codes
 * are those of IAM and STS (Query protocol) and of Secrets Manager (JSON protocol), which name the
 * same thing differently.
 */
final class FailureTranslation {
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

  private static final Pattern PERMISSION =
      Pattern.compile("not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)");

  private static final int LONGEST_DETAIL = 400;

  private final AwsClock clock;

  FailureTranslation(AwsClock clock) {
    this.clock = clock;
  }

  /**
   * The failure that {@code e} amounts to.
   *
   * @param action the permission that was needed, such as {@code iam:CreateAccessKey}
   */
  Failure of(String action, RuntimeException e) {
    if (e instanceof AwsServiceException refusal) {
      return refused(action, refusal);
    }
    Optional<Unconfigured> unconfigured = cause(e, Unconfigured.class);
    if (unconfigured.isPresent()) {
      return unconfigured(action, unconfigured.get());
    }
    Optional<Unanswered> unanswered = cause(e, Unanswered.class);
    if (unanswered.isPresent()) {
      return new Failure.Unreachable(action, words(unanswered.get().getMessage()));
    }
    if (cause(e, java.io.IOException.class).isPresent()) {
      return new Failure.Unreachable(action, "the reply broke off");
    }
    if (e instanceof UnreadableReply) {
      return new Failure.ServerError(action, words(e.getMessage()));
    }
    // The SDK could not make the request, or make sense of the reply. Its words may quote either.
    return new Failure.Rejected(action, e.getClass().getSimpleName(), "inside the AWS SDK");
  }

  private Failure refused(String action, AwsServiceException e) {
    String code = code(e);
    String detail = words(message(e));
    if (isAboutTime(e)) {
      return new Failure.ClockSkewed(action, clock.skew());
    }
    if (isUnknownKey(e) || SIGNATURE.contains(code) || CREDENTIALS.contains(code)) {
      return new Failure.BadCredentials(action, code + ": " + detail);
    }
    if (isDenied(e)) {
      Matcher named = PERMISSION.matcher(detail);
      return new Failure.Denied(named.find() ? named.group(1) : action, detail);
    }
    if (e.isThrottlingException()) {
      return new Failure.Throttled(action, code + ": " + detail);
    }
    if (e.statusCode() >= 500) {
      return new Failure.ServerError(action, "HTTP " + e.statusCode() + " " + code + ": " + detail);
    }
    return new Failure.Rejected(action, code, detail);
  }

  /** Whether it was the time of the request's signature that was refused. */
  static boolean isAboutTime(AwsServiceException e) {
    String text = message(e).toLowerCase(Locale.ROOT);
    return TIME.contains(code(e))
        || (SIGNATURE.contains(code(e))
            && (text.contains("signature expired") || text.contains("signature not yet current")));
  }

  /** Whether the service does not know the key that signed, or does not take it any more. */
  static boolean isUnknownKey(AwsServiceException e) {
    return UNKNOWN_KEY.contains(code(e));
  }

  /** Whether the service knows the key, and the secret half that signed is another. */
  static boolean isWrongSecret(AwsServiceException e) {
    return SIGNATURE.contains(code(e)) && !isAboutTime(e);
  }

  /** Whether the caller is known, and not allowed to do what it asked for. */
  static boolean isDenied(AwsServiceException e) {
    return DENIED.contains(code(e));
  }

  /** The error's code on the wire; where there is none, the HTTP status. */
  static String code(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    return code == null || code.isEmpty() ? "HTTP " + e.statusCode() : code;
  }

  /** AWS's own words, whole: to be looked at, not to be shown. */
  static String message(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String message = details == null ? null : details.errorMessage();
    return message == null ? "" : message;
  }

  private static Failure unconfigured(String action, Unconfigured e) {
    String words = words(e.getMessage());
    return switch (e.what()) {
      case REGION -> new Failure.Rejected(action, "NoRegion", words);
      case CREDENTIALS -> new Failure.BadCredentials(action, words);
    };
  }

  /**
   * What may be shown of a message. A refused signature's message goes on, in further lines, with
   * the canonical request, session token included; a refused parameter's may quote the value.
   */
  private static String words(@Nullable String message) {
    String first = message == null ? "" : message.strip().lines().findFirst().orElse("");
    String unquoted = first.replaceAll("(?i)value '.*' (at|for) '", "value $1 '");
    return unquoted.length() <= LONGEST_DETAIL
        ? unquoted
        : unquoted.substring(0, LONGEST_DETAIL) + "…";
  }

  private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
    return Stream.<Throwable>iterate(e, t -> t != null, Throwable::getCause)
        .limit(20)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
