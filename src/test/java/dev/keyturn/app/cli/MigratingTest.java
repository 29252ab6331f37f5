package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.StatusType;

/** What the table in docs/migrating.md says of users that an old Lambda has left halfway. */
class MigratingTest {
  private static final String SECRET = "prod/web/iam";
  private static final String ADOPT = "adopt web --secret " + SECRET;

  private final World world =
      WorldBuilder.seeded(11)
          .user("web", user -> user.key(Duration.ofDays(40)))
          .secret(SECRET, secret -> secret.keyOf("web"))
          .build();
  private final Credentials named = world.credentials("web", 0);
  private final IamClient iam = Sdk.of(world).iam();
  private final Shell shell = new Shell(world);

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  @DisplayName("A stored secret that is wrong is no obstacle to a new key; the key is retired")
  void wrongSecret() {
    String wrong = named.secretAccessKey().toUpperCase(Locale.ROOT);
    String document =
        """
        {"UserName": "web", "AccessKeyId": "%s", "SecretAccessKey": "%s"}
        """
            .formatted(named.accessKeyId(), wrong);
    Sdk.of(world).secrets().putSecretValue(r -> r.secretId(SECRET).secretString(document));
    assertThat(shell.type(ADOPT).out())
        .contains("does not belong to key")
        .contains("or add --new-key to have a working one created");
    Shell.Ran adopted = shell.type(ADOPT + " --new-key --existing");
    assertThat(adopted.out()).contains("prod/web/iam: rotated.");
    assertThat(adopted.exit()).isZero();
    assertThat(shell.type("rollback " + SECRET).out()).contains("does not work");
    world.advance(Duration.ofDays(9));
    assertThat(shell.type("run " + SECRET).exit()).isZero();
    assertThat(status(named.accessKeyId())).isEqualTo(StatusType.INACTIVE);
  }

  @Test
  @DisplayName("Both keys Inactive: a new key, once the one that the secret does not name is gone")
  void lockedOut() {
    String other = another();
    off(named.accessKeyId());
    off(other);
    Shell.Ran refused = shell.type(ADOPT);
    assertThat(refused.out()).contains("is an Inactive key of").contains("Delete ****");
    iam.deleteAccessKey(r -> r.userName("web").accessKeyId(other));
    assertThat(shell.type(ADOPT + " --new-key --existing").out())
        .contains("prod/web/iam: rotated.");
  }

  @Test
  @DisplayName("With the other one deleted there is room; the key that is left stays foreign")
  void lockedOutAndTheWrongOneDeleted() {
    String other = another();
    off(other);
    iam.deleteAccessKey(r -> r.userName("web").accessKeyId(named.accessKeyId()));
    assertThat(shell.type(ADOPT + " --new-key --existing").out())
        .contains("has another key")
        .contains("prod/web/iam: rotated.");
    assertThat(shell.type("run " + SECRET).out())
        .contains("which Keyturn did not create and will not touch");
    iam.deleteAccessKey(r -> r.userName("web").accessKeyId(other));
    assertThat(shell.type("run " + SECRET).out()).contains("nothing due");
  }

  private String another() {
    return iam.createAccessKey(r -> r.userName("web")).accessKey().accessKeyId();
  }

  private void off(String key) {
    iam.updateAccessKey(r -> r.userName("web").accessKeyId(key).status(StatusType.INACTIVE));
  }

  private StatusType status(String key) {
    return iam.listAccessKeys(r -> r.userName("web")).accessKeyMetadata().stream()
        .filter(each -> each.accessKeyId().equals(key))
        .findFirst()
        .orElseThrow()
        .status();
  }
}
