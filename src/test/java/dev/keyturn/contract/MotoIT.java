package dev.keyturn.contract;

import dev.keyturn.emulators.Moto;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** The contracts over moto. */
class MotoIT {
  private static final ContractWorld WORLD = new EmulatorWorld(Moto.shared());

  @Nested
  @DisplayName("AccessKeys over moto")
  class OfAccessKeys extends AccessKeysContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }

  @Nested
  @DisplayName("AccountUsers over moto")
  class OfAccountUsers extends AccountUsersContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }

  @Nested
  @DisplayName("SecretStore over moto")
  class OfSecretStore extends SecretStoreContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }

  @Nested
  @DisplayName("IdentityProbe over moto")
  class OfIdentityProbe extends IdentityProbeContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }
}
