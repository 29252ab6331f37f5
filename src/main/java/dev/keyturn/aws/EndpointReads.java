package dev.keyturn.aws;

import dev.keyturn.port.ReadResult;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.metrics.SdkMetric;

/**
 * Asks each service something without a signature, through the very client that a rotation uses: by
 * the same rules for hosts, the same proxy and certificates. The refusal is answer enough, and
 * nobody needs to have logged in.
 */
final class EndpointReads {
  private final Clients clients;
  private final SdkCalls calls;

  EndpointReads(Clients clients, SdkCalls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  /** Asks one. */
  EndpointAnswer ask(AwsService service) {
    Measured measured = new Measured();
    Consumer<AwsRequestOverrideConfiguration.Builder> unsigned =
        o ->
            o.credentialsProvider(AnonymousCredentialsProvider.create())
                .addMetricPublisher(measured);
    ReadResult<Duration> answered =
        calls.read(
            service.word(),
            Set.of(),
            () -> {
              try {
                call(service, unsigned);
              } catch (AwsServiceException refused) {
                // It was reached, which is all that is asked.
              }
              return measured.duration();
            });
    return new EndpointAnswer(measured.endpoint(), answered);
  }

  private void call(
      AwsService service, Consumer<AwsRequestOverrideConfiguration.Builder> unsigned) {
    switch (service) {
      case IAM -> clients.iamOnce().listAccountAliases(r -> r.overrideConfiguration(unsigned));
      case STS -> clients.stsOnce().getCallerIdentity(r -> r.overrideConfiguration(unsigned));
      case SECRETS_MANAGER ->
          clients.secrets().listSecrets(r -> r.maxResults(1).overrideConfiguration(unsigned));
    }
  }

  /** What the SDK measures of a call, its last attempt. */
  private static final class Measured implements MetricPublisher {
    private final AtomicReference<MetricCollection> call = new AtomicReference<>();

    @Override
    public void publish(MetricCollection published) {
      call.set(published);
    }

    Optional<URI> endpoint() {
      return last(CoreMetric.SERVICE_ENDPOINT);
    }

    Duration duration() {
      return last(CoreMetric.SERVICE_CALL_DURATION).orElse(Duration.ZERO);
    }

    private <T> Optional<T> last(SdkMetric<T> metric) {
      return Optional.ofNullable(call.get()).stream()
          .flatMap(of -> Stream.concat(Stream.of(of), of.children().stream()))
          .flatMap(of -> of.metricValues(metric).stream())
          .reduce((before, after) -> after);
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
