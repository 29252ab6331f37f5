package dev.keyturn.contract;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.sim.WorldBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** The contracts over the simulator, which differs from AWS in nothing that they ask. */
class SimulatorTest {
  private static final ContractWorld WORLD =
      new SimulatedWorld(new SimulatedAws(WorldBuilder.seeded(1).build()));

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
}
