package dev.keyturn.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.sim.WorldBuilder;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contracts over the simulator without a wire: it answers the same. */
class DirectSimulatorTest {
  private static final ContractWorld WORLD =
      new SimulatedWorld(SimulatedAws.direct(WorldBuilder.seeded(1).build()));

  @Nested
  @DisplayName("AccessKeys over the simulator, without a wire")
  class OfAccessKeys extends AccessKeysContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }

  @Nested
  @DisplayName("SecretStore over the simulator, without a wire")
  class OfSecretStore extends SecretStoreContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }

    @Test
    @Override
    @DisplayName("Secrets are not listed without a wire: the list is read from its bytes")
    void listTagged() {
      assertNothingIsListed();
    }

    @Test
    @Override
    @DisplayName("Nor are those listed that are scheduled for deletion")
    void listScheduledForDeletion() {
      assertNothingIsListed();
    }

    private static void assertNothingIsListed() {
      assertThatThrownBy(() -> WORLD.secrets().listTagged(Set.of("keyturn:")))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Nested
  @DisplayName("IdentityProbe over the simulator, without a wire")
  class OfIdentityProbe extends IdentityProbeContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }
}
