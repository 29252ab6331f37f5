package dev.keyturn.aws;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * How calls that may be repeated are repeated. CreateAccessKey and probes never are, whatever is
 * chosen here.
 */
public enum Retries {
  /**
   * The SDK's own standard mode: three attempts unless {@code AWS_MAX_ATTEMPTS} says otherwise,
   * waits that grow and are drawn at random, and a token bucket that gives up early in an outage.
   */
  STANDARD,

  /**
   * As many attempts, and no waiting: for virtual time, as the SDK sleeps on the real clock. No
   * token bucket either, which would make one simulated run depend on the runs before it.
   */
  IMMEDIATE;

  RetryStrategy strategy() {
    return switch (this) {
      case STANDARD -> AwsRetryStrategy.standardRetryStrategy();
      case IMMEDIATE ->
          AwsRetryStrategy.standardRetryStrategy().toBuilder()
              .backoffStrategy(BackoffStrategy.retryImmediately())
              .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
              .circuitBreakerEnabled(false)
              .build();
    };
  }
}
