package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.KeyIds;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.iam.KeyState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

class IamKeysTest {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00.789Z");

  private final World world =
      WorldBuilder.seeded(4)
          .at(NOON)
          .lag(PropagationDelays.none().withLastUse(Duration.ofMinutes(20)))
          .user("alice")
          .user("bob", bob -> bob.key(Duration.ofDays(400)))
          .build();
  private final Sdk admin = Sdk.of(world);
  private final IamClient iam = admin.iam();

  @Test
  @DisplayName("A new key has an ID that names its account, and a secret of 40 characters")
  void newKey() {
    AccessKey key = create();
    assertThat(key.accessKeyId()).startsWith("AKIA").hasSize(20);
    assertThat(KeyIds.account(key.accessKeyId())).hasValue(123456789012L);
    assertThat(key.secretAccessKey()).hasSize(40);
    assertThat(key.status()).isEqualTo(StatusType.ACTIVE);
    assertThat(key.createDate()).isEqualTo(Instant.parse("2026-01-15T12:00:00Z"));
  }

  @Test
  @DisplayName("Each CreateAccessKey makes another key: it can't be repeated")
  void notIdempotent() {
    assertThat(create().accessKeyId()).isNotEqualTo(create().accessKeyId());
  }

  @Test
  @DisplayName("A third key is LimitExceeded, also when the others are Inactive")
  void quota() {
    for (int i = 0; i < 2; i++) {
      String id = create().accessKeyId();
      update(id, "Inactive");
    }
    assertThat(refusal(this::create)).isEqualTo("LimitExceeded 409");
    assertThat(Sdk.message(this::create)).contains("AccessKeysPerUser: 2");
  }

  @Test
  @DisplayName("A stale count lets a third key through, as was seen with quick creations")
  void staleQuota() {
    World stale = WorldBuilder.seeded(4).staleQuota(Duration.ofSeconds(3)).user("alice").build();
    IamClient client = Sdk.of(stale).iam();
    for (int i = 0; i < 3; i++) {
      client.createAccessKey(create -> create.userName("alice"));
    }
    stale.advance(Duration.ofSeconds(3));
    assertThat(refusal(() -> client.createAccessKey(create -> create.userName("alice"))))
        .isEqualTo("LimitExceeded 409");
    assertThat(client.listAccessKeys(list -> list.userName("alice")).accessKeyMetadata())
        .hasSize(3);
  }

  @Test
  @DisplayName("A status that does not exist is a ValidationError, and Expired can't be set")
  void badStatus() {
    String id = create().accessKeyId();
    assertThat(refusal(() -> update(id, "Sleeping"))).isEqualTo("ValidationError 400");
    assertThat(refusal(() -> update(id, "Expired"))).isEqualTo("InvalidInput 400");
  }

  @Test
  @DisplayName("A status that the SDK may not know is told as it is")
  void unknownStatus() {
    World odd =
        WorldBuilder.seeded(4)
            .user("alice", user -> user.key(Duration.ofDays(9), KeyState.EXPIRED))
            .build();
    assertThat(Sdk.of(odd).iam().listAccessKeys(list -> list.userName("alice")).accessKeyMetadata())
        .extracting(AccessKeyMetadata::statusAsString)
        .containsExactly("Expired");
    assertThat(refusal(() -> Sdk.of(odd).as(odd.credentials("alice", 0)).sts().getCallerIdentity()))
        .isEqualTo("InvalidClientTokenId 403");
  }

  @Test
  @DisplayName("A key is changed only under its own user's name")
  void foreignKey() {
    String bobs = world.credentials("bob", 0).accessKeyId();
    assertThat(refusal(() -> update(bobs, "Inactive"))).isEqualTo("NoSuchEntity 404");
    assertThat(
            refusal(
                () -> iam.deleteAccessKey(delete -> delete.userName("alice").accessKeyId(bobs))))
        .isEqualTo("NoSuchEntity 404");
  }

  @Test
  @DisplayName("A key that was never used has no date, and N/A for service and region")
  void neverUsed() {
    AccessKeyLastUsed use = lastUsed(create().accessKeyId());
    assertThat(use.lastUsedDate()).isNull();
    assertThat(use.serviceName()).isEqualTo("N/A");
    assertThat(use.region()).isEqualTo("N/A");
  }

  @Test
  @DisplayName("Only the first use in 15 minutes is recorded, and told after a lag")
  void lastUse() {
    Credentials key = world.credentials("bob", 0);
    call(key);
    world.advance(Duration.ofMinutes(14));
    call(key);
    assertThat(lastUsed(key.accessKeyId()).lastUsedDate()).isNull();

    world.advance(Duration.ofMinutes(6));
    assertThat(lastUsed(key.accessKeyId()).lastUsedDate())
        .isEqualTo(Instant.parse("2026-01-15T12:00:00Z"));
    assertThat(lastUsed(key.accessKeyId()).serviceName()).isEqualTo("sts");
    assertThat(lastUsed(key.accessKeyId()).region()).isEqualTo("us-east-1");

    call(key);
    world.advance(Duration.ofMinutes(20));
    assertThat(lastUsed(key.accessKeyId()).lastUsedDate())
        .isEqualTo(Instant.parse("2026-01-15T12:20:00Z"));
  }

  @Test
  @DisplayName("A request that is denied counts as a use: the key was good")
  void deniedUse() {
    Credentials key = world.credentials("bob", 0);
    assertThat(refusal(() -> admin.as(key).iam().listUsers())).isEqualTo("AccessDenied 403");
    world.advance(Duration.ofMinutes(20));
    assertThat(lastUsed(key.accessKeyId()).serviceName()).isEqualTo("iam");
  }

  @Test
  @DisplayName("The last use of an unknown or deleted key is AccessDenied, not NoSuchEntity")
  void lastUseOfUnknown() {
    assertThat(refusal(() -> lastUsed("AKIAIOSFODNN7EXAMPLE"))).isEqualTo("AccessDenied 403");
    String id = create().accessKeyId();
    iam.deleteAccessKey(delete -> delete.userName("alice").accessKeyId(id));
    assertThat(refusal(() -> lastUsed(id))).isEqualTo("AccessDenied 403");
  }

  @Test
  @DisplayName("GetAccessKeyInfo tells the account that an ID names, whether or not there is a key")
  void keyInfo() {
    assertThat(
            admin
                .sts()
                .getAccessKeyInfo(info -> info.accessKeyId("ASIAY34FZKBOKMUTVV7A"))
                .account())
        .isEqualTo("609629065308");
  }

  private AccessKey create() {
    return iam.createAccessKey(create -> create.userName("alice")).accessKey();
  }

  private void update(String id, String status) {
    iam.updateAccessKey(update -> update.userName("alice").accessKeyId(id).status(status));
  }

  private AccessKeyLastUsed lastUsed(String id) {
    return iam.getAccessKeyLastUsed(get -> get.accessKeyId(id)).accessKeyLastUsed();
  }

  private void call(Credentials key) {
    admin.as(key).sts().getCallerIdentity();
  }
}
