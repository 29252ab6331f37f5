package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.env.RandomNames;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.Retries;
import dev.keyturn.model.SecretText;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimHttpClient;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The hooks that SnapStart calls around a snapshot. That it calls them is shown by {@code
 * process.FunctionIT}.
 */
class SnapshotTest {
  private static final Context<Resource> CRAC = Core.getGlobalContext();

  private final World world = WorldBuilder.seeded(4).build();
  private final List<String> lines = new ArrayList<>();
  private int connections;

  @Test
  @DisplayName("Priming reaches nobody and says nothing, and the connection is made anew")
  void hooks() throws Exception {
    Handler handler =
        new Handler(
            new FunctionEnvironment(
                Map.of("AWS_REGION", "us-east-1"),
                lines::add,
                duration -> {},
                RandomNames::new,
                this::connect));
    assertThat(connections).isOne();
    handler.beforeCheckpoint(CRAC);
    assertThat(world.calls()).isZero();
    assertThat(lines).isEmpty();
    assertThat(connections).isOne();
    handler.afterRestore(CRAC);
    assertThat(connections).isEqualTo(2);
    assertThat(schedule(handler)).contains("\"secrets\":0");
    // A list of secrets, and one of users, none of whom is bound to a secret.
    assertThat(world.calls()).isEqualTo(2);
  }

  @Test
  @DisplayName("Two invocations after one snapshot draw different names")
  void names() {
    RandomNames one = new RandomNames();
    RandomNames other = new RandomNames();
    assertThat(one.version()).isNotEqualTo(other.version());
    assertThat(one.version().value()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(one.holder()).isNotEqualTo(other.holder());
  }

  private AwsConnection connect() {
    connections++;
    Gateway gateway = new Gateway(world);
    return AwsConnection.connect(
        AwsSettings.ambient(world::now)
            .with(Retries.IMMEDIATE)
            .withHttp(() -> {
              return new SimHttpClient(gateway);
            })
            .withEndpoint(URI.create("http://simulated.invalid"))
            .withRegion("us-east-1")
            .with(
                new AwsSettings.Keys(
                    world.administrator().accessKeyId(),
                    SecretText.of(world.administrator().secretAccessKey()),
                    Optional.empty())));
  }

  private static String schedule(Handler handler) throws IOException {
    String event = "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\"}";
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        answer,
        new FakeContext(
            "request", SimulatedFunction.ARN, () -> (int) Duration.ofMinutes(5).toMillis()));
    return answer.toString(StandardCharsets.UTF_8);
  }
}
