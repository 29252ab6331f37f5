package dev.keyturn.aws;

import dev.keyturn.port.Failure;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Where the SDK's exceptions end: each becomes the failure whose remedy it needs. */
final class FailureTranslation {
  private static final Pattern PERMISSION =
      Pattern.compile("not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)");

  private static final int LONGEST_DETAIL = 400;

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,100}( [0-9]{3})?");

  private final AwsClock clock;
  private final KnownSecrets known;

  /**
   * A translation.
   *
   * @param known what no failure may quote
   */
  FailureTranslation(AwsClock clock, KnownSecrets known) {
    this.clock = clock;
    this.known = known;
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
    Optional<UnconfiguredException> unconfigured = cause(e, UnconfiguredException.class);
    if (unconfigured.isPresent()) {
      return new Failure.Unconfigured(
          action, known.hiddenIn(unconfigured.get().problem()), unconfigured.get().remedy());
    }
    Optional<UnansweredException> unanswered = cause(e, UnansweredException.class);
    if (unanswered.isPresent()) {
      return new Failure.Unreachable(action, words(unanswered.get().getMessage()));
    }
    if (cause(e, IOException.class).isPresent()) {
      return new Failure.Unreachable(action, "the reply broke off");
    }
    if (e instanceof ApiCallTimeoutException) {
      return new Failure.Unreachable(action, "no answer came in the time that there is for it");
    }
    if (e instanceof UnreadableReplyException) {
      return new Failure.ServerError(action, words(e.getMessage()));
    }
    // The SDK could not make the request, or make sense of the reply. Its words may quote either.
    return new Failure.Rejected(action, e.getClass().getSimpleName(), "inside the AWS SDK");
  }

  private Failure refused(String action, AwsServiceException e) {
    AwsError error = AwsError.of(e);
    String code = code(error.code());
    String detail = words(error.message());
    if (error.isAboutTime()) {
      return new Failure.ClockSkewed(action, clock.skew());
    }
    if (error.isBadCredentials()) {
      return new Failure.BadCredentials(action, code + ": " + detail);
    }
    if (error.isDenied()) {
      Matcher named = PERMISSION.matcher(detail);
      return new Failure.Denied(
          named.find() ? named.group(1) : action, error.isExplicitDeny(), detail);
    }
    if (e.isThrottlingException()) {
      return new Failure.Throttled(action, code + ": " + detail);
    }
    if (e.statusCode() >= 500) {
      return new Failure.ServerError(
          action, "HTTP %d, %s: %s".formatted(e.statusCode(), code, detail));
    }
    return new Failure.Rejected(action, code, detail);
  }

  /** An error's code: a word. What else stands in its place could be anything. */
  String code(@Nullable String code) {
    String word = code == null ? "" : code;
    return CODE.matcher(word).matches() ? known.hiddenIn(word) : "(no error code)";
  }

  /**
   * What may be shown of a message. A refused signature's message goes on, in further lines, with
   * the canonical request, session token included; a refused parameter's may quote the value. What
   * is known to be secret is taken out of the whole before it is cut: half of it would not be
   * recognised.
   */
  String words(@Nullable String message) {
    String hidden = known.hiddenIn(message == null ? "" : message);
    String first = hidden.strip().lines().findFirst().orElse("");
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
