package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimHttpClient;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How fast IAM is asked. */
class PaceTest {
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private final List<Duration> waits = new ArrayList<>();
  private final Pace pace =
      Pace.of(
          10,
          5,
          () -> now,
          wait -> {
            waits.add(wait);
            now = now.plus(wait);
          });

  private void reads(int many) {
    IntStream.range(0, many).forEach(n -> pace.read("iam:GetUser"));
  }

  @Test
  void twoHundredReadsAreMadeAtOnceAndThenTenASecond() {
    reads(200);
    assertThat(waits).isEmpty();
    Instant before = now;
    reads(50);
    assertThat(Duration.between(before, now)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void whatIsNotAskedForNowMayBeAskedForLaterUpToALimit() {
    reads(200);
    now = now.plusSeconds(3600);
    reads(200);
    assertThat(waits).isEmpty();
    reads(1);
    assertThat(waits).containsExactly(Duration.ofMillis(100));
  }

  @Test
  void writesHaveAPaceOfTheirOwn() {
    reads(200);
    IntStream.range(0, 100).forEach(n -> pace.write("iam:CreateAccessKey"));
    assertThat(waits).isEmpty();
    pace.write("iam:CreateAccessKey");
    assertThat(waits).containsExactly(Duration.ofMillis(200));
  }

  @Test
  void othersThanIamAreNotPaced() {
    IntStream.range(0, 1000).forEach(n -> pace.read("secretsmanager:DescribeSecret"));
    assertThat(waits).isEmpty();
  }

  @Test
  void whereIamThrottlesAllWaitAWhile() {
    reads(1);
    pace.throttled("iam:GetUser");
    reads(2);
    assertThat(waits).containsExactly(Pace.AFTER_A_THROTTLE, Duration.ofMillis(100));
  }

  @Test
  void aClockThatIsSetBackStopsNobody() {
    reads(200);
    now = now.minusSeconds(3600);
    reads(10);
    assertThat(waits).hasSize(10).allMatch(Duration.ofMillis(100)::equals);
  }

  @Test
  void aConnectionAsksAtItsPace() {
    World world = WorldBuilder.seeded(1).user("alice").build();
    Pace slow =
        Pace.of(
            1,
            1,
            world::now,
            wait -> {
              waits.add(wait);
              world.advance(wait);
            });
    AwsSettings settings =
        AwsSettings.ambient(world::now)
            .with(Retries.IMMEDIATE)
            .withHttp(() -> new SimHttpClient(new Gateway(world)))
            .withEndpoint(URI.create("http://simulated.invalid"))
            .withRegion(world.settings().region())
            .with(
                new AwsSettings.Keys(
                    world.administrator().accessKeyId(),
                    SecretText.of(world.administrator().secretAccessKey()),
                    Optional.empty()));
    try (AwsConnection aws = AwsConnection.connect(settings.with(slow))) {
      IntStream.range(0, 22).forEach(n -> aws.accessKeys().list(new UserName("alice")));
    }
    assertThat(waits).hasSize(2);
  }
}
