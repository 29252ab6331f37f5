package dev.keyturn.contract;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings.Keys;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.model.Credential;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.SecretStore;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** An emulator as a world. Nothing takes time to be seen there. */
final class EmulatorWorld implements ContractWorld {
  private final Emulator emulator;
  private final AwsConnection aws;

  EmulatorWorld(Emulator emulator) {
    this.emulator = emulator;
    this.aws = emulator.connect();
  }

  @Override
  public AccessKeys accessKeys() {
    return aws.accessKeys();
  }

  @Override
  public AccessKeys accessKeysAs(Credential credential) {
    Keys keys = new Keys(credential.id().value(), credential.secretAccessKey(), Optional.empty());
    return emulator.connect(keys).accessKeys();
  }

  @Override
  public AccountUsers accountUsers() {
    return aws.accountUsers();
  }

  @Override
  public SecretStore secrets() {
    return aws.secrets();
  }

  @Override
  public IdentityProbe probe() {
    return aws.probe();
  }

  @Override
  public UserName newUser() {
    String name = emulator.fresh("user");
    try (IamClient iam = emulator.iam()) {
      iam.createUser(r -> r.userName(name));
    }
    return new UserName(name);
  }

  @Override
  public String newSecretName() {
    return emulator.fresh("app/secret");
  }

  @Override
  public void scheduleDeletion(String secret) {
    try (SecretsManagerClient secrets = emulator.secrets()) {
      secrets.deleteSecret(r -> r.secretId(secret));
    }
  }

  @Override
  public void settle() {
    // Emulators are consistent at once.
  }

  @Override
  public boolean differs(Difference difference) {
    return difference.isOf(emulator.name());
  }
}
