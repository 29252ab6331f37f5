package dev.keyturn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.PropagationDelays;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class EndToEndTest {
  @Test
  @DisplayName("A key is created, stored and used through the real SDK")
  void wholePath() {
    World world =
        WorldBuilder.seeded(1)
            .lag(PropagationDelays.none())
            .user("alice", user -> user.key(Duration.ofDays(100)))
            .secret("prod/alice", secret -> secret.keyOf("alice").tag("team", "blue"))
            .build();
    Sdk admin = Sdk.of(world);

    AccessKey key = admin.iam().createAccessKey(request -> request.userName("alice")).accessKey();
    admin
        .secrets()
        .putSecretValue(request ->
            request
                .secretId("prod/alice")
                .secretString("{\"key\":\"" + key.accessKeyId() + "\"}")
                .versionStages("AWSPENDING"));
    GetCallerIdentityResponse identity =
        admin
            .as(new Credentials(key.accessKeyId(), key.secretAccessKey()))
            .sts()
            .getCallerIdentity();

    assertThat(identity.arn()).isEqualTo("arn:aws:iam::123456789012:user/alice");
    assertThat(identity.account()).isEqualTo("123456789012");
    assertThat(
            admin
                .secrets()
                .describeSecret(request -> request.secretId("prod/alice"))
                .versionIdsToStages()
                .values())
        .anySatisfy(labels -> assertThat(labels).containsExactly("AWSCURRENT"))
        .anySatisfy(labels -> assertThat(labels).containsExactly("AWSPENDING"));
  }
}
