package dev.keyturn.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The real SDK's clients over a simulated world, signing by its virtual clock, without retries. */
public record Sdk(Gateway gateway, AwsCredentials credentials, SdkHttpClient http) {
  public Sdk(Gateway gateway, AwsCredentials credentials) {
    this(gateway, credentials, new SimHttpClient(gateway));
  }

  public static Sdk of(World world) {
    return of(new Gateway(world));
  }

  /** As the administrator of whatever world is behind the gateway. */
  public static Sdk of(Gateway gateway) {
    return new Sdk(gateway, basic(gateway.world().administrator()));
  }

  Sdk as(Credentials key) {
    return new Sdk(gateway, basic(key));
  }

  Sdk as(AwsCredentials other) {
    return new Sdk(gateway, other);
  }

  /** IAM. */
  public IamClient iam() {
    return IamClient.builder().region(Region.AWS_GLOBAL).applyMutation(this::common).build();
  }

  StsClient sts() {
    return StsClient.builder().region(Region.US_EAST_1).applyMutation(this::common).build();
  }

  /** Secrets Manager. */
  public SecretsManagerClient secrets() {
    return SecretsManagerClient.builder()
        .region(Region.US_EAST_1)
        .applyMutation(this::common)
        .build();
  }

  private void common(AwsClientBuilder<?, ?> builder) {
    builder
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(signedAt(() -> gateway.world().now()));
    ((SdkSyncClientBuilder<?, ?>) builder).httpClient(http);
  }

  static ClientOverrideConfiguration signedAt(Supplier<Instant> now) {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(DefaultRetryStrategy.doNotRetry())
        .addExecutionInterceptor(new SigningClock(now))
        .build();
  }

  /** The code and status that a call is refused with: {@code NoSuchEntity 404}. */
  static String refusal(ThrowingCallable call) {
    AwsServiceException refused = catchThrowableOfType(AwsServiceException.class, call);
    assertThat(refused).as("refusal").isNotNull();
    return refused.awsErrorDetails().errorCode() + " " + refused.statusCode();
  }

  /** The sentence that a call is refused with. */
  static String message(ThrowingCallable call) {
    AwsServiceException refused = catchThrowableOfType(AwsServiceException.class, call);
    assertThat(refused).as("refusal").isNotNull();
    return refused.awsErrorDetails().errorMessage();
  }

  private static AwsCredentials basic(Credentials key) {
    return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
  }

  /** Signs by another clock than the system's. */
  private record SigningClock(Supplier<Instant> now) implements ExecutionInterceptor {
    @Override
    @SuppressWarnings("deprecation") // The SDK offers no other way to set its signing clock.
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      attributes.putAttribute(AwsSignerExecutionAttribute.SIGNING_CLOCK, new Ticking(now));
    }
  }

  private static final class Ticking extends Clock {
    private final Supplier<Instant> now;

    Ticking(Supplier<Instant> now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}
