package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** {@code adopt --path} with the administrator's policy, on an emulator that enforces it. */
class AdoptManyIT {
  private static final String PATH = "/many/";
  private static final String PREFIX = "many/";

  /** ministack judges a user's ARN without its path, so that the fence is around all users. */
  private static final Map<String, String> HERE =
      Policies.fenced("000000000000", Emulator.REGION, "/", PREFIX);

  private final Emulator emulator = Ministack.shared();

  @Test
  @DisplayName("Users below a path are adopted with it; what lacks of it is named")
  void manyUsers() {
    String first = userWithSecret();
    String second = userWithSecret();
    String policy = Policies.text("administrator", HERE);
    String[] command = {"adopt", "--path", PATH, "--secret", PREFIX + "{user}"};

    Program.Finished denied =
        Role.with(emulator, policy.replace("iam:ListUsers", "iam:ListGroups")).keyturn(command);
    assertThat(denied.code()).isEqualTo(6);
    assertThat(denied.everything()).contains("AWS denied iam:ListUsers");

    Role administrator = Role.with(emulator, policy);
    assertThat(administrator.keyturn(command).orFail())
        .containsPattern(first + " +" + PREFIX + first + " +in the secret +adopted")
        .containsPattern(second + " +" + PREFIX + second + " +in the secret +adopted")
        .contains("2 users: 2 adopted");
    assertThat(administrator.keyturn(command).orFail()).contains("2 users: 2 adopted already");
  }

  private String userWithSecret() {
    String name = emulator.fresh("many");
    try (IamClient iam = emulator.iam();
        SecretsManagerClient secrets = emulator.secrets()) {
      iam.createUser(r -> r.userName(name).path(PATH));
      var key = iam.createAccessKey(r -> r.userName(name)).accessKey();
      String value =
          "{\"UserName\":\"%s\",\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\"}"
              .formatted(name, key.accessKeyId(), key.secretAccessKey());
      secrets.createSecret(r -> r.name(PREFIX + name).secretString(value));
    }
    return name;
  }
}
