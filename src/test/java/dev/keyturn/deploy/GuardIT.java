package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * The guard of the tags on an emulator that enforces it, beside a policy that allows everything:
 * what it keeps from everybody, and what it leaves to Keyturn's own roles and to owners.
 */
class GuardIT {
  private static final String ALL =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
      """;

  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": []}
      """;

  private final Emulator emulator = Ministack.shared();
  private final String deployment = emulator.fresh("guarded");
  private final String guard = forMinistack(Policies.text("guard", values()));

  /**
   * AWS goes by the role's ARN where a role was assumed, ministack by the session's
   * (docs/emulators.md): so the same roles are named by that there.
   */
  private static String forMinistack(String policy) {
    String named =
        policy.replaceAll(
            "\"arn:aws:iam::([0-9]{12}):role/([^\"]+)\"", "\"arn:aws:sts::$1:assumed-role/$2/*\"");
    assertThat(named).isNotEqualTo(policy).doesNotContain(":role/");
    return named;
  }

  private Map<String, String> values() {
    Map<String, String> values =
        new HashMap<>(Policies.everywhere("000000000000", Emulator.REGION));
    values.put("name", deployment);
    values.put("administrator_role", deployment + "-administrator");
    return values;
  }

  @Test
  @DisplayName("Whoever may do everything else gets no hold on an adopted secret, nor on its user")
  void everybody() {
    String name = adopted();
    Role somebody = Role.with(emulator, ALL, guard);
    try (IamClient iam = somebody.iam();
        SecretsManagerClient secrets = somebody.secrets()) {
      for (String tag : List.of("Keyturn:User-Id", "keyturn:max-age", rotation())) {
        denied(() -> secrets.tagResource(r -> r.secretId(name).tags(tag(tag))), "TagResource");
        denied(() -> secrets.untagResource(r -> r.secretId(name).tagKeys(tag)), "UntagResource");
        denied(
            () -> secrets.createSecret(r -> r.name(name + "-made").tags(tag(tag))), "CreateSecret");
      }
      String version =
          secrets
              .describeSecret(r -> r.secretId(name))
              .versionIdsToStages()
              .keySet()
              .iterator()
              .next();
      denied(
          () ->
              secrets.updateSecretVersionStage(
                  r -> r.secretId(name).versionStage("AWSPENDING").moveToVersionId(version)),
          "UpdateSecretVersionStage");
      denied(() -> secrets.deleteSecret(r -> r.secretId(name)), "DeleteSecret");
      denied(
          () -> secrets.putResourcePolicy(r -> r.secretId(name).resourcePolicy(POLICY)),
          "PutResourcePolicy");
      denied(() -> secrets.deleteResourcePolicy(r -> r.secretId(name)), "DeleteResourcePolicy");
      denied(() -> iam.tagUser(r -> r.userName(name).tags(binding())), "iam:TagUser");
      denied(() -> iam.untagUser(r -> r.userName(name).tagKeys("keyturn:secret")), "iam:UntagUser");
      denied(
          () -> iam.createUser(r -> r.userName(name + "-made").tags(binding())), "iam:CreateUser");
      assertThat(secrets.describeSecret(r -> r.secretId(name)).tags())
          .extracting(Tag::key)
          .containsExactlyInAnyOrder("keyturn:user-id", "keyturn:current", "team");
    }
  }

  @Test
  @DisplayName("An owner writes the value and tags of their own, and does as they like elsewhere")
  void owners() {
    String name = adopted();
    String other = emulator.fresh("plain");
    Role owner = Role.with(emulator, ALL, guard);
    try (SecretsManagerClient secrets = owner.secrets()) {
      String value = secrets.getSecretValue(r -> r.secretId(name)).secretString();
      secrets.putSecretValue(r -> r.secretId(name).secretString(value));
      secrets.tagResource(r -> r.secretId(name).tags(tag("team")));
      secrets.createSecret(r -> r.name(other).secretString("{}").tags(tag("team")));
      secrets.putResourcePolicy(r -> r.secretId(other).resourcePolicy(POLICY));
      secrets.deleteSecret(r -> r.secretId(other));
    }
  }

  @Test
  @DisplayName(
      "Under the guard the administrator adopts, the rotator and the operator do their work")
  void keyturnsOwn() {
    String name = emulator.fresh("guarded-user");
    try (IamClient iam = emulator.iam()) {
      iam.createUser(r -> r.userName(name));
    }
    Role administrator = Role.called(emulator, deployment + "-administrator", ALL, guard);
    administrator.keyturn("adopt", name, "--secret", name, "--new-key").orFail();
    Role rotator = Role.called(emulator, deployment + "-rotator-" + Emulator.REGION, ALL, guard);
    rotator.keyturn("rotate", name).orFail();
    Role operator = Role.called(emulator, deployment + "-operator-" + Emulator.REGION, ALL, guard);
    operator.keyturn("rollback", name).orFail();
    rotator.keyturn("run", name).orFail();
    for (Role role : List.of(rotator, operator)) {
      try (IamClient iam = role.iam();
          SecretsManagerClient secrets = role.secrets()) {
        denied(() -> iam.tagUser(r -> r.userName(name).tags(binding())), "iam:TagUser");
        denied(() -> secrets.deleteSecret(r -> r.secretId(name)), "DeleteSecret");
      }
    }
    try (SecretsManagerClient secrets = administrator.secrets()) {
      secrets.deleteSecret(r -> r.secretId(name));
    }
  }

  private static void denied(ThrowingCallable call, String naming) {
    assertThatThrownBy(call).hasMessageContaining("explicit deny").hasMessageContaining(naming);
  }

  /** A user and a secret of the same name with one key, and the tags that adopting writes. */
  private String adopted() {
    String name = emulator.fresh("guarded-user");
    try (IamClient iam = emulator.iam();
        SecretsManagerClient secrets = emulator.secrets()) {
      String id = iam.createUser(r -> r.userName(name)).user().userId();
      String arn =
          secrets
              .createSecret(r ->
                  r.name(name)
                      .secretString("{}")
                      .tags(
                          Tag.builder().key("keyturn:user-id").value(id).build(),
                          tag("keyturn:current"),
                          tag("team")))
              .arn();
      iam.tagUser(r -> r.userName(name).tags(userTag(arn)));
    }
    return name;
  }

  private static String rotation() {
    return "keyturn:rotation-" + UUID.randomUUID();
  }

  private static Tag tag(String key) {
    return Tag.builder().key(key).value("v1 none").build();
  }

  private static software.amazon.awssdk.services.iam.model.Tag binding() {
    return userTag("x");
  }

  private static software.amazon.awssdk.services.iam.model.Tag userTag(String value) {
    return software.amazon.awssdk.services.iam.model.Tag.builder()
        .key("keyturn:secret")
        .value(value)
        .build();
  }
}
