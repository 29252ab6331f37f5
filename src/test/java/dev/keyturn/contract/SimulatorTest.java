package dev.keyturn.contract;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.model.Credential;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.SecretStore;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.Tags;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** The contracts over the simulator, which differs from AWS in nothing that they ask. */
class SimulatorTest {
  private static final ContractWorld WORLD = new SimulatedWorld();

  @Nested
  @DisplayName("AccessKeys over the simulator")
  class OfAccessKeys extends AccessKeysContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }

  @Nested
  @DisplayName("AccountUsers over the simulator")
  class OfAccountUsers extends AccountUsersContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }

  @Nested
  @DisplayName("SecretStore over the simulator")
  class OfSecretStore extends SecretStoreContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }

  @Nested
  @DisplayName("IdentityProbe over the simulator")
  class OfIdentityProbe extends IdentityProbeContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }

  private static final class SimulatedWorld implements ContractWorld {
    private final SimulatedAws aws = new SimulatedAws(WorldBuilder.seeded(1).build());
    private int made;

    @Override
    public AccessKeys accessKeys() {
      return aws.ports(event -> {}).keys();
    }

    @Override
    public AccessKeys accessKeysAs(Credential credential) {
      return aws.as(credential).ports(event -> {}).keys();
    }

    @Override
    public AccountUsers accountUsers() {
      return aws.accountUsers();
    }

    @Override
    public SecretStore secrets() {
      return aws.ports(event -> {}).secrets();
    }

    @Override
    public IdentityProbe probe() {
      return aws.ports(event -> {}).probe();
    }

    @Override
    public UserName newUser() {
      String name = "user-" + ++made;
      aws.world().iam().addUser(name, "/", Tags.NONE, aws.world().now());
      return new UserName(name);
    }

    @Override
    public String newSecretName() {
      return "secret-" + ++made;
    }

    @Override
    public void scheduleDeletion(String secret) {
      Sdk.of(aws.world()).secrets().deleteSecret(r -> r.secretId(secret));
    }

    @Override
    public void settle() {
      aws.world().advance(Duration.ofMinutes(30));
    }

    @Override
    public boolean differs(Difference difference) {
      return false;
    }
  }
}
