package dev.keyturn.aws;

import dev.keyturn.port.AwsWrite;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WriteLog;
import dev.keyturn.port.WriteResult;
import dev.keyturn.port.WriteResult.Refusal;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes calls of the SDK, and turns whatever comes of them into the ports' results. */
final class SdkCalls {
  private final FailureTranslation failures;
  private final Pace pace;

  SdkCalls(FailureTranslation failures, Pace pace) {
    this.failures = failures;
    this.pace = pace;
  }

  /** Calls that are made as soon as they come. */
  SdkCalls(FailureTranslation failures) {
    this(failures, Pace.NONE);
  }

  /**
   * Reads.
   *
   * @param absent the error codes by which the service says that there is no such thing
   */
  <T> ReadResult<T> read(String action, Set<String> absent, Supplier<T> call) {
    pace.read(action);
    ReadResult<T> result = readNow(action, absent, call);
    if (result instanceof ReadResult.Failed<T>(Failure.Throttled throttled)) {
      pace.throttled(throttled.action());
    }
    return result;
  }

  private <T> ReadResult<T> readNow(String action, Set<String> absent, Supplier<T> call) {
    try {
      return new ReadResult.Got<>(call.get());
    } catch (AwsServiceException e) {
      return absent.contains(AwsError.of(e).code())
          ? new ReadResult.Absent<>()
          : new ReadResult.Failed<>(failures.of(action, e));
    } catch (SdkException | UnconfiguredException | UnreadableReplyException e) {
      return new ReadResult.Failed<>(failures.of(action, e));
    }
  }

  /**
   * Writes. When any attempt stayed without an answer, the effect is unknown, whatever the last one
   * was told.
   *
   * @param refusals the error codes by which the service declines in an expected way
   */
  <T> WriteResult<T> write(String action, Map<String, Refusal> refusals, Supplier<T> call) {
    pace.write(action);
    Attempts attempts = new Attempts();
    WriteResult<T> result = attempt(action, refusals, call, attempts);
    if (result instanceof WriteResult.Failed<T>(Failure.Throttled throttled)) {
      pace.throttled(throttled.action());
    }
    WriteLog.note(new AwsWrite(action, outcome(result), attempts.requestId()));
    return result;
  }

  private static AwsWrite.Outcome outcome(WriteResult<?> result) {
    return switch (result) {
      case WriteResult.Done<?> done -> AwsWrite.Outcome.DONE;
      case WriteResult.Refused<?> refused -> AwsWrite.Outcome.REFUSED;
      case WriteResult.Failed<?> failed -> AwsWrite.Outcome.FAILED;
      case WriteResult.InDoubt<?> doubt -> AwsWrite.Outcome.IN_DOUBT;
    };
  }

  private <T> WriteResult<T> attempt(
      String action, Map<String, Refusal> refusals, Supplier<T> call, Attempts attempts) {
    try {
      return new WriteResult.Done<>(
          ScopedValue.where(Attempts.OF_THIS_WRITE, attempts).call(() -> call.get()));
    } catch (SdkException | UnconfiguredException | UnreadableReplyException e) {
      if (attempts.inDoubt()) {
        return new WriteResult.InDoubt<>(failures.of(action, e));
      }
      Refusal refusal =
          e instanceof AwsServiceException no ? refusals.get(AwsError.of(no).code()) : null;
      return refusal == null
          ? new WriteResult.Failed<>(failures.of(action, e))
          : new WriteResult.Refused<>(refusal);
    }
  }

  /** What a part of a reply amounts to that makes no sense. */
  Failure unreadable(String action, UnreadableReplyException part) {
    return failures.of(action, part);
  }

  /** What a reply says that was none of its own request's, such as one of several entries'. */
  Failure declined(String action, @Nullable String code, @Nullable String message) {
    return new Failure.Rejected(action, failures.code(code), failures.words(message));
  }
}
