package dev.keyturn.aws;

import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * How calls that may be repeated are repeated. CreateAccessKey and probes never are, whatever is
 * chosen here.
 */
public enum Retries {
  /**
   * The SDK's own standard mode, or the one that {@code AWS_RETRY_MODE} names: three attempts
   * unless {@code AWS_MAX_ATTEMPTS} says otherwise, waits that grow and are drawn at random, and a
   * token bucket that gives up early in an outage.
   */
  STANDARD,

  /**
   * Three attempts for the same reasons, and no waiting: for virtual time, as the SDK sleeps on the
   * real clock. No token bucket either, which would make one simulated run depend on the runs
   * before it. And where the SDK takes any 401 or 403 whose date is far from the system's clock for
   * a clock that is wrong, and asks once more, only what is said to be about time counts.
   */
  IMMEDIATE;

  private static final int ATTEMPTS = 3;
  private static final Set<Integer> FAULTS = Set.of(500, 502, 503, 504);

  RetryStrategy strategy() {
    return switch (this) {
      case STANDARD ->
          switch (SdkSystemSetting.AWS_RETRY_MODE.getStringValue().orElse("standard")) {
            case "adaptive" -> AwsRetryStrategy.adaptiveRetryStrategy();
            case "legacy" -> AwsRetryStrategy.legacyRetryStrategy();
            default -> AwsRetryStrategy.standardRetryStrategy();
          };
      case IMMEDIATE ->
          DefaultRetryStrategy.standardStrategyBuilder()
              .useClientDefaults(false)
              .maxAttempts(ATTEMPTS)
              .retryOnExceptionOrCauseInstanceOf(IOException.class)
              .retryOnException(Retries::isPassing)
              .backoffStrategy(BackoffStrategy.retryImmediately())
              .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
              .circuitBreakerEnabled(false)
              .build();
    };
  }

  private static boolean isPassing(Throwable e) {
    return e instanceof AwsServiceException refusal
        && (refusal.isThrottlingException()
            || refusal.isRetryableException()
            || FAULTS.contains(refusal.statusCode())
            || AwsError.of(refusal).isAboutTime());
  }
}
