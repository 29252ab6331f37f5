package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.app.cli.Json;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * The roles on an emulator that enforces their policies: a whole life of a key with the rotator's
 * policy and nothing else, the same with each action taken out, and what each role must not do.
 */
class RolesIT {
  private static final Map<String, String> HERE =
      Policies.everywhere("000000000000", Emulator.REGION);

  /**
   * ministack judges GetAccessKeyLastUsed for all resources, where AWS does for the key's user; so
   * its rotator is allowed it apart, there and nowhere else (docs/emulators.md).
   */
  private static final String FOR_MINISTACK =
      """
      {"Effect": "Allow", "Action": "iam:GetAccessKeyLastUsed", "Resource": "*"},
      """;

  private static final String ROTATOR =
      Policies.text("rotator", HERE)
          .replaceFirst("\"Statement\": \\[", "\"Statement\": [" + FOR_MINISTACK);

  private final Emulator emulator = Ministack.shared();

  @Test
  @DisplayName("A whole life of a key runs with the administrator's policy, then the rotator's")
  void life() {
    Role administrator = Role.with(emulator, Policies.text("administrator", HERE));
    Role rotator = Role.with(emulator, ROTATOR);
    String name = userWithSecret();
    administrator.keyturn("adopt", name, "--secret", name).orFail();
    rotator.keyturn("plan", name).orFail();
    rotator.keyturn("rotate", name).orFail();
    rotator.keyturn("rollback", name).orFail();
    assertThat(rotator.keyturn("run", name).orFail()).contains("deactivated key", "deleted key");
    rotator.keyturn("rotate", name).orFail();
    assertThat(rotator.keyturn("run").out())
        .as("a run of all, other tests' secrets included")
        .containsPattern("(?m)^" + name + " +" + name + " +fine +deactivated \\S+, deleted ");
    assertThat(rotator.keyturn("status", name).orFail()).contains(name);
  }

  @Test
  @DisplayName("With any one action taken out it stops, and the action is named")
  void withoutEach() throws Exception {
    List<Callable<String>> lives = new ArrayList<>();
    for (String action : Policies.allowed("rotator")) {
      lives.add(() -> action + " is named by " + lifeWithout(action));
    }
    try (var executor = Executors.newFixedThreadPool(4)) {
      for (Future<String> life : executor.invokeAll(lives)) {
        System.out.println("taken out: " + life.get());
      }
    }
  }

  /**
   * Goes through a life until something does not succeed, and says what it was. The action's place
   * is taken by one that nobody needs a permission for.
   */
  private String lifeWithout(String action) {
    Role lacking =
        Role.with(emulator, ROTATOR.replace('"' + action + '"', "\"sts:GetCallerIdentity\""));
    String name = userWithSecret();
    adopt(name);
    Program.Finished rotation = lacking.keyturn("rotate", name);
    if (rotation.code() != 0) {
      return named(action, "rotate", rotation);
    }
    Program.Finished retirement = lacking.keyturn("run", name);
    if (retirement.code() != 0) {
      return named(action, "run", retirement);
    }
    return named(action, "run of all", lacking.keyturn("run"));
  }

  private static String named(String action, String command, Program.Finished finished) {
    assertThat(finished.code()).as("%s without %s", command, action).isNotZero();
    assertThat(finished.everything()).as("%s without %s", command, action).contains(action);
    return command + ", exit " + finished.code();
  }

  @Test
  @DisplayName("The rotator can do nothing to a user that is not bound, nor with its secret")
  void unbound() {
    Role rotator = Role.with(emulator, ROTATOR);
    String name = userWithSecret();
    try (IamClient iam = rotator.iam();
        SecretsManagerClient secrets = rotator.secrets()) {
      refused(() -> iam.createAccessKey(r -> r.userName(name)), "iam:CreateAccessKey");
      String key = keyOf(name);
      refused(
          () -> iam.updateAccessKey(r -> r.userName(name).accessKeyId(key).status("Inactive")),
          "iam:UpdateAccessKey");
      refused(
          () -> iam.deleteAccessKey(r -> r.userName(name).accessKeyId(key)), "iam:DeleteAccessKey");
      refused(() -> secrets.getSecretValue(r -> r.secretId(name)), "secretsmanager:GetSecretValue");
      refused(
          () -> secrets.putSecretValue(r -> r.secretId(name).secretString("{}")),
          "secretsmanager:PutSecretValue");
    }
    Program.Finished rotation = rotator.keyturn("rotate", name);
    assertThat(rotation.code()).isEqualTo(6);
    assertThat(rotation.everything()).contains("secretsmanager:DescribeSecret");
  }

  @Test
  @DisplayName("The rotator cannot bind a user, pin a secret, or shorten its periods")
  void intoScope() {
    Role rotator = Role.with(emulator, ROTATOR);
    String bound = userWithSecret();
    adopt(bound);
    String unbound = userWithSecret();
    try (IamClient iam = rotator.iam();
        SecretsManagerClient secrets = rotator.secrets()) {
      refused(() -> tagUser(iam, unbound, "keyturn:secret", "x"), "iam:TagUser");
      refused(() -> tag(secrets, unbound, "keyturn:user-id"), "secretsmanager:TagResource");
      refused(() -> tag(secrets, bound, "keyturn:user-id"), "secretsmanager:TagResource");
      refused(() -> tag(secrets, bound, "keyturn:recovery"), "secretsmanager:TagResource");
      refused(
          () -> tag(secrets, bound, "keyturn:mark", "keyturn:recovery"),
          "secretsmanager:TagResource");
      tag(secrets, bound, "keyturn:mark");
    }
  }

  @Test
  @DisplayName("A user marked never to be rotated is out of reach, bound or not")
  void never() {
    String name = userWithSecret();
    adopt(name);
    try (IamClient iam = emulator.iam()) {
      tagUser(iam, name, "keyturn:never-rotate", "");
    }
    Role rotator = Role.with(emulator, ROTATOR);
    Role administrator = Role.with(emulator, Policies.text("administrator", HERE));
    try (IamClient asRotator = rotator.iam();
        IamClient asAdministrator = administrator.iam()) {
      refused(() -> asRotator.createAccessKey(r -> r.userName(name)), "explicit deny");
      refused(() -> asRotator.getUser(r -> r.userName(name)), "explicit deny");
      refused(() -> tagUser(asAdministrator, name, "keyturn:secret", "x"), "explicit deny");
    }
    Program.Finished rotation = rotator.keyturn("rotate", name);
    assertThat(rotation.code()).isEqualTo(5);
    assertThat(rotation.everything()).contains("iam:GetUser", "explicit deny");
  }

  @Test
  @DisplayName("The administrator binds, and neither makes keys nor writes other tags on users")
  void administrator() {
    Role administrator = Role.with(emulator, Policies.text("administrator", HERE));
    String name = userWithSecret();
    try (IamClient iam = administrator.iam()) {
      refused(() -> iam.createAccessKey(r -> r.userName(name)), "iam:CreateAccessKey");
      refused(() -> tagUser(iam, name, "team", "x"), "iam:TagUser");
    }
  }

  @Test
  @DisplayName("A consumer reads the secret that is pinned to its own user, and no other")
  void consumer() {
    String own = userWithSecret();
    adopt(own);
    String other = userWithSecret();
    adopt(other);
    String unpinned = userWithSecret();
    // ministack fills in no policy variables, so this one is filled in as IAM would.
    String policy = Policies.text("consumer", HERE).replace("${aws:userid}", user(own));
    try (IamClient iam = emulator.iam();
        SecretsManagerClient seeing = emulator.secrets()) {
      iam.putUserPolicy(r -> r.userName(own).policyName("own").policyDocument(policy));
      Object value = Json.parse(seeing.getSecretValue(r -> r.secretId(own)).secretString());
      try (SecretsManagerClient consumer =
          SecretsManagerClient.builder()
              .httpClient(UrlConnectionHttpClient.create())
              .endpointOverride(emulator.endpoint())
              .region(Region.of(Emulator.REGION))
              .credentialsProvider(
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create(
                          (String) Json.at(value, "AccessKeyId"),
                          (String) Json.at(value, "SecretAccessKey"))))
              .build()) {
        consumer.describeSecret(r -> r.secretId(own));
        assertThat(consumer.getSecretValue(r -> r.secretId(own)).secretString()).contains(own);
        refused(() -> consumer.getSecretValue(r -> r.secretId(other)), "GetSecretValue");
        refused(() -> consumer.getSecretValue(r -> r.secretId(unpinned)), "GetSecretValue");
        refused(
            () -> consumer.putSecretValue(r -> r.secretId(own).secretString("{}")),
            "PutSecretValue");
      }
    }
  }

  private static void refused(ThrowingCallable call, String naming) {
    assertThatThrownBy(call).hasMessageContaining("not authorized").hasMessageContaining(naming);
  }

  private static void tag(SecretsManagerClient secrets, String name, String... keys) {
    List<Tag> tags = new ArrayList<>();
    for (String key : keys) {
      tags.add(Tag.builder().key(key).value("v1 none").build());
    }
    secrets.tagResource(r -> r.secretId(name).tags(tags));
  }

  private static void tagUser(IamClient iam, String name, String key, String value) {
    var tag = software.amazon.awssdk.services.iam.model.Tag.builder().key(key).value(value).build();
    iam.tagUser(r -> r.userName(name).tags(tag));
  }

  /** A user with one key, and a secret of the same name that holds it. */
  private String userWithSecret() {
    String name = emulator.fresh("role-it");
    try (IamClient iam = emulator.iam();
        SecretsManagerClient secrets = emulator.secrets()) {
      iam.createUser(r -> r.userName(name));
      var key = iam.createAccessKey(r -> r.userName(name)).accessKey();
      String value =
          "{\"UserName\": \"%s\", \"AccessKeyId\": \"%s\", \"SecretAccessKey\": \"%s\"}"
              .formatted(name, key.accessKeyId(), key.secretAccessKey());
      secrets.createSecret(r -> r.name(name).secretString(value));
    }
    return name;
  }

  private String user(String name) {
    try (IamClient iam = emulator.iam()) {
      return iam.getUser(r -> r.userName(name)).user().userId();
    }
  }

  private String keyOf(String name) {
    try (IamClient iam = emulator.iam()) {
      return iam.listAccessKeys(r -> r.userName(name)).accessKeyMetadata().getFirst().accessKeyId();
    }
  }

  /** The tags that {@code keyturn adopt} writes. */
  private void adopt(String name) {
    try (IamClient iam = emulator.iam();
        SecretsManagerClient secrets = emulator.secrets()) {
      String arn = secrets.describeSecret(r -> r.secretId(name)).arn();
      secrets.tagResource(r ->
          r.secretId(name)
              .tags(
                  Tag.builder().key("keyturn:user-id").value(user(name)).build(),
                  Tag.builder().key("keyturn:current").value("v1 " + keyOf(name)).build()));
      tagUser(iam, name, "keyturn:secret", arn);
    }
  }
}
