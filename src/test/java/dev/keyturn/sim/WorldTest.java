package dev.keyturn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.AccessKey;

class WorldTest {
  private final WorldBuilder worlds =
      WorldBuilder.seeded(12)
          .user("alice", user -> user.key(Duration.ofDays(1)))
          .secret("app", app -> app.keyOf("alice"));

  @Test
  @DisplayName("A fork goes its own way, and the other does not notice")
  void fork() {
    World left = worlds.build();
    World right = left.fork();
    AccessKey made = create(Sdk.of(left));
    right.advance(Duration.ofDays(1));

    assertThat(right.iam().key(made.accessKeyId())).isEmpty();
    assertThat(left.now()).isBefore(right.now());
    assertThat(left.calls()).isEqualTo(1);
    assertThat(right.calls()).isZero();
  }

  @Test
  @DisplayName("Clients stay while the world under them is exchanged")
  void exchange() {
    World world = worlds.build();
    Gateway gateway = new Gateway(world);
    Sdk admin = Sdk.of(gateway);
    var iam = admin.iam();
    for (int i = 0; i < 3; i++) {
      gateway.use(world.fork());
      iam.createAccessKey(create -> create.userName("alice"));
    }
    assertThat(world.calls()).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, 99})
  @DisplayName("The same seed and the same calls give the same answers, byte by byte")
  void replay(long seed) throws IOException {
    assertThat(answers(seed)).isEqualTo(answers(seed));
    assertThat(answers(seed)).isNotEqualTo(answers(seed + 1));
  }

  @Test
  @DisplayName("A fork at any call answers as the world itself goes on to")
  void forkReplays() throws IOException {
    World world = worlds.build();
    List<WireRequest> requests = requests(world);
    for (WireRequest request : requests) {
      World fork = world.fork();
      String expected = new Gateway(world).answer(request).text();
      assertThat(new Gateway(fork).answer(request).text()).isEqualTo(expected);
      assertThat(fork.contents()).isEqualTo(world.contents());
      assertThat(fork.contents()).hasSameHashCodeAs(world.contents());
    }
  }

  @Test
  @DisplayName("Worlds with equal contents can be told from others")
  void contents() {
    World left = worlds.build();
    World right = worlds.build();
    assertThat(left.contents()).isEqualTo(right.contents());
    create(Sdk.of(left));
    assertThat(left.contents()).isNotEqualTo(right.contents());
  }

  @Test
  @DisplayName("Each call can take time")
  void callTime() {
    World world = WorldBuilder.seeded(1).callTime(Duration.ofMillis(80)).user("alice").build();
    Instant before = world.now();
    create(Sdk.of(world));
    assertThat(world.now()).isEqualTo(before.plusMillis(80));
  }

  @Test
  @DisplayName("Every secret access key that was ever issued can be searched for")
  void issuedSecrets() {
    World world = worlds.lag(PropagationDelays.none()).role("Rotator").build();
    AccessKey made = create(Sdk.of(world));
    assertThat(world.issuedSecrets())
        .contains(made.secretAccessKey(), world.credentials("alice", 0).secretAccessKey())
        .contains(world.administrator().secretAccessKey())
        .hasSize(3);
    assertThat(world.contents().toString()).doesNotContain(made.secretAccessKey());
  }

  @Test
  @DisplayName("A secret can be seeded with a user's newest key")
  void seededKey() {
    World world = worlds.build();
    Credentials key = world.credentials("alice", 0);
    assertThat(Sdk.of(world).secrets().getSecretValue(get -> get.secretId("app")).secretString())
        .isEqualTo(
            "{\"UserName\":\"alice\",\"AccessKeyId\":\""
                + key.accessKeyId()
                + "\",\"SecretAccessKey\":\""
                + key.secretAccessKey()
                + "\"}");
  }

  private List<String> answers(long seed) throws IOException {
    World world =
        WorldBuilder.seeded(seed).user("alice").secret("app", app -> app.value("v")).build();
    List<String> answers = new ArrayList<>();
    for (WireRequest request : requests(world)) {
      var reply = new Gateway(world).answer(request);
      answers.add(reply.status() + " " + reply.headers() + " " + reply.text());
    }
    return answers;
  }

  private static List<WireRequest> requests(World world) throws IOException {
    return List.of(
        Recorded.of(world, sdk -> create(sdk)),
        Recorded.of(world, sdk -> sdk.iam().listAccessKeys(list -> list.userName("alice"))),
        Recorded.of(
            world,
            sdk ->
                sdk.secrets()
                    .putSecretValue(
                        // Left out, the SDK would make up another token each time.
                        put ->
                            put.secretId("app")
                                .secretString("second")
                                .clientRequestToken("11111111-1111-1111-1111-111111111111"))),
        Recorded.of(world, sdk -> sdk.secrets().describeSecret(get -> get.secretId("app"))));
  }

  private static AccessKey create(Sdk sdk) {
    return sdk.iam().createAccessKey(create -> create.userName("alice")).accessKey();
  }
}
