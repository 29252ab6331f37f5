package dev.keyturn.contract;

import dev.keyturn.emulators.Ministack;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** The contracts over ministack. */
class MinistackIT {
  private static final ContractWorld WORLD = new EmulatorWorld(Ministack.shared());

  @Nested
  @DisplayName("AccessKeys over ministack")
  class OfAccessKeys extends AccessKeysContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }

  @Nested
  @DisplayName("AccountUsers over ministack")
  class OfAccountUsers extends AccountUsersContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }

  @Nested
  @DisplayName("SecretStore over ministack")
  class OfSecretStore extends SecretStoreContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }

  @Nested
  @DisplayName("IdentityProbe over ministack")
  class OfIdentityProbe extends IdentityProbeContract {
    @Override
    ContractWorld world() {
      return WORLD;
    }
  }
}
