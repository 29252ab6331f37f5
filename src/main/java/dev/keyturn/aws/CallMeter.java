package dev.keyturn.aws;

import dev.keyturn.port.CallCount;
import java.util.Objects;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/** Counts the SDK's requests, each attempt for itself, for whoever asked for it on this thread. */
final class CallMeter implements MetricPublisher {
  private static final String THROTTLED = "Throttling";

  @Override
  public void publish(MetricCollection call) {
    CallCount.current()
        .ifPresent(count -> {
          long attempts =
              call.children().stream()
                  .filter(child -> child.name().equals("ApiCallAttempt"))
                  .count();
          long throttled =
              call.children().stream()
                  .flatMap(child -> child.metricValues(CoreMetric.ERROR_TYPE).stream())
                  .filter(type -> Objects.equals(type, THROTTLED))
                  .count();
          count.add(attempts, throttled);
        });
  }

  @Override
  public void close() {}
}
