package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.core.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

class PropagationTest {
  private static final Duration STEP = Duration.ofMillis(250);

  @Test
  @DisplayName("A key that was there before works everywhere at once")
  void settled() {
    World world = world(1, PropagationDelays.typical());
    Sdk alice = Sdk.of(world).as(world.credentials("alice", 0));
    assertThat(alice.sts().getCallerIdentity().arn()).endsWith("user/alice");
  }

  @Test
  @DisplayName("An endpoint that does not know a new key yet says what each protocol says")
  void notYet() {
    World world =
        world(
            1,
            PropagationDelays.none()
                .withCreation(Span.exactly(Duration.ofSeconds(5)), Duration.ZERO));
    Sdk alice = newKey(world);
    assertThat(refusal(() -> alice.sts().getCallerIdentity()))
        .isEqualTo("InvalidClientTokenId 403");
    assertThat(refusal(() -> alice.iam().listUsers())).isEqualTo("InvalidClientTokenId 403");
    assertThat(refusal(() -> alice.secrets().listSecrets()))
        .isEqualTo("UnrecognizedClientException 400");
    world.advance(Duration.ofSeconds(5));
    alice.sts().getCallerIdentity();
    assertThat(refusal(() -> alice.iam().listUsers())).isEqualTo("AccessDenied 403");
    assertThat(refusal(() -> alice.secrets().listSecrets())).isEqualTo("AccessDeniedException 400");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @DisplayName("Endpoints learn of a new key apart from each other, with relapses, and all in time")
  void apart(long seed) {
    World world = world(seed, PropagationDelays.typical());
    Sdk alice = newKey(world);
    StsClient stsClient = alice.sts();
    SecretsManagerClient secretsClient = alice.secrets();
    List<Boolean> sts = new ArrayList<>();
    List<Boolean> secrets = new ArrayList<>();
    for (int i = 0; i <= 70; i++) {
      sts.add(isKnown(() -> stsClient.getCallerIdentity()));
      secrets.add(isKnown(() -> secretsClient.listSecrets()));
      world.advance(STEP);
    }
    assertThat(sts.getLast()).isTrue();
    assertThat(secrets.getLast()).isTrue();
    assertThat(sts).isNotEqualTo(secrets);
    assertThat(sts.getFirst()).isFalse();
  }

  @Test
  @DisplayName("Some endpoint relapses: it accepts a new key, then refuses it, then accepts it")
  void relapse() {
    boolean seen = false;
    for (long seed = 0; seed < 10 && !seen; seed++) {
      World world = world(seed, PropagationDelays.typical());
      StsClient sts = newKey(world).sts();
      boolean accepted = false;
      for (int i = 0; i <= 70 && !seen; i++) {
        boolean known = isKnown(() -> sts.getCallerIdentity());
        seen = accepted && !known;
        accepted |= known;
        world.advance(STEP);
      }
    }
    assertThat(seen).isTrue();
  }

  @Test
  @DisplayName("A deactivated key works for some seconds more, and so does a deleted one")
  void retirementLags() {
    World world =
        world(1, PropagationDelays.none().withRetirement(Span.exactly(Duration.ofSeconds(4))));
    Sdk admin = Sdk.of(world);
    IamClient iam = admin.iam();
    Sdk alice = newKey(world);
    String id = alice.credentials().accessKeyId();

    iam.updateAccessKey(update -> update.userName("alice").accessKeyId(id).status("Inactive"));
    alice.sts().getCallerIdentity();
    world.advance(Duration.ofSeconds(4));
    assertThat(refusal(() -> alice.sts().getCallerIdentity()))
        .isEqualTo("InvalidClientTokenId 403");

    iam.updateAccessKey(update -> update.userName("alice").accessKeyId(id).status("Active"));
    world.advance(Duration.ofSeconds(4));
    iam.deleteAccessKey(delete -> delete.userName("alice").accessKeyId(id));
    assertThat(iam.listAccessKeys(list -> list.userName("alice")).accessKeyMetadata()).hasSize(1);
    alice.sts().getCallerIdentity();
    world.advance(Duration.ofSeconds(4));
    assertThat(refusal(() -> alice.sts().getCallerIdentity()))
        .isEqualTo("InvalidClientTokenId 403");
  }

  @Test
  @DisplayName("A deleted key makes no keys in the seconds that it still works")
  void deletedKeyMakesNone() {
    World world =
        world(1, PropagationDelays.none().withRetirement(Span.exactly(Duration.ofSeconds(4))));
    world.permit("user/alice", "*");
    Sdk alice = newKey(world);
    IamClient iam = alice.iam();
    iam.deleteAccessKey(delete -> delete.accessKeyId(alice.credentials().accessKeyId()));
    assertThat(refusal(() -> iam.createAccessKey())).isEqualTo("InvalidClientTokenId 403");
    assertThat(iam.listUsers().users()).hasSize(1);
  }

  private static World world(long seed, PropagationDelays lag) {
    return WorldBuilder.seeded(seed)
        .lag(lag)
        .user("alice", user -> user.key(Duration.ofDays(9)))
        .build();
  }

  private static Sdk newKey(World world) {
    Sdk admin = Sdk.of(world);
    AccessKey key = admin.iam().createAccessKey(create -> create.userName("alice")).accessKey();
    return admin.as(new Credentials(key.accessKeyId(), key.secretAccessKey()));
  }

  private static boolean isKnown(Runnable call) {
    try {
      call.run();
      return true;
    } catch (AwsServiceException e) {
      return e.awsErrorDetails().errorCode().startsWith("AccessDenied");
    }
  }
}
