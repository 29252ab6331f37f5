import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.keyturn.app.lambda.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.logging.argument.StructuredArguments;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsBuilder;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * The function with one line of log and its metrics through Powertools, in the functional style that
 * needs no AspectJ; what it writes by hand comes on top, and is little.
 */
public final class WithPowertools implements RequestStreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(WithPowertools.class);
  private static final Metrics METRICS =
      MetricsBuilder.builder().withNamespace("Keyturn").withService("keyturn").build();

  private final Handler handler = new Handler();

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    PowertoolsLogging.withLogging(
        context,
        () -> {
          try {
            handler.handleRequest(input, output, context);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          LOG.info("ended", StructuredArguments.entry("outcome", "done"));
          METRICS.addMetric("Promoted", 1, MetricUnit.COUNT);
          METRICS.addMetric("AwsCalls", 11, MetricUnit.COUNT);
          METRICS.flush();
          return null;
        });
  }
}
