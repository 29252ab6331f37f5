package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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
  /**
   * What the names of the users begin with that the policies reach: ministack judges by a user's
   * name without its path (docs/emulators.md), so that the path's place is taken by it.
   */
  private static final String WITHIN = "role-it";

  private static final String PATH = "/" + WITHIN;
  static final String PREFIX = "prod/";

  /** Within a fence, as a deployment should be: what is outside of it is refused below. */
  private static final Map<String, String> HERE =
      Policies.fenced("000000000000", Emulator.REGION, PATH, PREFIX);

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

  /** Without these a pass over many secrets is dearer, and says so (app.cli.PassTest). */
  private static final Set<String> FOR_LISTS =
      Set.of("iam:GenerateCredentialReport", "iam:GetCredentialReport", "iam:ListUsers");

  private final Emulator emulator = Ministack.shared();

  @Test
  @DisplayName("A whole life of a key runs with the administrator's policy, then the rotator's")
  void life() {
    Role administrator = Role.with(emulator, Policies.text("administrator", HERE));
    Role rotator = Role.with(emulator, ROTATOR);
    String name = userWithSecret();
    String secret = PREFIX + name;
    administrator.keyturn("adopt", name, "--secret", secret).orFail();
    rotator.keyturn("plan", secret).orFail();
    rotator.keyturn("rotate", secret).orFail();
    rotator.keyturn("rollback", secret).orFail();
    assertThat(rotator.keyturn("run", secret).orFail()).contains("deactivated key", "deleted key");
    rotator.keyturn("rotate", secret).orFail();
    assertThat(rotator.keyturn("run").out())
        .as("a run of all, other tests' secrets included")
        .containsPattern("(?m)^" + secret + " +" + name + " +fine +deactivated \\S+, deleted ");
    assertThat(rotator.keyturn("status", secret).orFail()).contains(secret);
  }

  @Test
  @DisplayName("With any one action taken out it stops, and the action is named")
  void withoutEach() throws Exception {
    List<Callable<String>> lives = new ArrayList<>();
    Set<String> needed = new TreeSet<>(Policies.allowed("rotator"));
    assertThat(needed.removeAll(FOR_LISTS)).isTrue();
    for (String action : needed) {
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
    emulator.tagWithOldRotation(PREFIX + name);
    Program.Finished rotation = lacking.keyturn("rotate", PREFIX + name);
    if (rotation.code() != 0) {
      return named(action, "rotate", rotation);
    }
    Program.Finished retirement = lacking.keyturn("run", PREFIX + name);
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
      refused(
          () -> secrets.getSecretValue(r -> r.secretId(PREFIX + name)),
          "secretsmanager:GetSecretValue");
      refused(
          () -> secrets.putSecretValue(r -> r.secretId(PREFIX + name).secretString("{}")),
          "secretsmanager:PutSecretValue");
    }
    Program.Finished rotation = rotator.keyturn("rotate", PREFIX + name);
    assertThat(rotation.code()).isEqualTo(6);
    assertThat(rotation.everything()).contains("secretsmanager:DescribeSecret");
  }

  @Test
  @DisplayName(
      "The rotator cannot bind a user, pin a secret, shorten its periods, or untag but rotations")
  void intoScope() {
    Role rotator = Role.with(emulator, ROTATOR);
    String bound = userWithSecret();
    adopt(bound);
    String unbound = userWithSecret();
    try (IamClient iam = rotator.iam();
        SecretsManagerClient secrets = rotator.secrets()) {
      refused(() -> TagWrites.tagUser(iam, unbound, "keyturn:secret", "x"), "iam:TagUser");
      refused(
          () -> TagWrites.tag(secrets, unbound, "keyturn:user-id"), "secretsmanager:TagResource");
      refused(() -> TagWrites.tag(secrets, bound, "keyturn:user-id"), "secretsmanager:TagResource");
      refused(
          () -> TagWrites.tag(secrets, bound, "keyturn:recovery"), "secretsmanager:TagResource");
      refused(
          () -> TagWrites.tag(secrets, bound, "keyturn:mark", "keyturn:recovery"),
          "secretsmanager:TagResource");
      TagWrites.tag(secrets, bound, "keyturn:mark", "keyturn:rotation-" + UUID.randomUUID());

      refused(
          () -> TagWrites.untag(secrets, unbound, "keyturn:rotation-1"),
          "secretsmanager:UntagResource");
      for (String other : List.of("keyturn:user-id", "keyturn:mark")) {
        refused(() -> TagWrites.untag(secrets, bound, other), "secretsmanager:UntagResource");
      }
      refused(
          () -> TagWrites.untag(secrets, bound, "keyturn:rotation-1", "keyturn:user-id"),
          "secretsmanager:UntagResource");
      TagWrites.untag(secrets, bound, "keyturn:rotation-1");
    }
  }

  @Test
  @DisplayName("A user outside the path is out of reach, though it is bound and its secret adopted")
  void outsideThePath() {
    String name = userWithSecret("elsewhere", PREFIX);
    adopt(name);
    Role rotator = Role.with(emulator, ROTATOR);
    Role administrator = Role.with(emulator, Policies.text("administrator", HERE));
    String key = keyOf(name);
    try (IamClient asRotator = rotator.iam();
        IamClient asAdministrator = administrator.iam()) {
      refused(() -> asRotator.getUser(r -> r.userName(name)), "iam:GetUser");
      refused(() -> asRotator.listAccessKeys(r -> r.userName(name)), "iam:ListAccessKeys");
      refused(() -> asRotator.createAccessKey(r -> r.userName(name)), "iam:CreateAccessKey");
      refused(
          () ->
              asRotator.updateAccessKey(r -> r.userName(name).accessKeyId(key).status("Inactive")),
          "iam:UpdateAccessKey");
      refused(
          () -> asRotator.deleteAccessKey(r -> r.userName(name).accessKeyId(key)),
          "iam:DeleteAccessKey");
      refused(() -> TagWrites.tagUser(asAdministrator, name, "keyturn:secret", "x"), "iam:TagUser");
    }
    Program.Finished rotation = rotator.keyturn("rotate", PREFIX + name);
    assertThat(rotation.code()).isNotZero();
    assertThat(rotation.everything()).contains("iam:GetUser");
    assertThat(keyOf(name)).as("its one key").isEqualTo(key);
  }

  @Test
  @DisplayName("A secret outside the prefix is out of reach, and so are the keys of its user")
  void outsideThePrefix() {
    String name = userWithSecret(WITHIN, "test/");
    String secret = "test/" + name;
    adopt(name, secret);
    Role rotator = Role.with(emulator, ROTATOR);
    Role administrator = Role.with(emulator, Policies.text("administrator", HERE));
    try (IamClient iam = rotator.iam();
        SecretsManagerClient asRotator = rotator.secrets();
        SecretsManagerClient asAdministrator = administrator.secrets()) {
      refused(() -> iam.createAccessKey(r -> r.userName(name)), "iam:CreateAccessKey");
      refused(() -> asRotator.describeSecret(r -> r.secretId(secret)), "DescribeSecret");
      refused(() -> asRotator.getSecretValue(r -> r.secretId(secret)), "GetSecretValue");
      refused(
          () -> asRotator.putSecretValue(r -> r.secretId(secret).secretString("{}")),
          "PutSecretValue");
      Tag mark = Tag.builder().key("keyturn:mark").value("v1 none").build();
      refused(() -> asRotator.tagResource(r -> r.secretId(secret).tags(mark)), "TagResource");
      refused(() -> asAdministrator.getSecretValue(r -> r.secretId(secret)), "GetSecretValue");
      refused(
          () -> asAdministrator.createSecret(r -> r.name("test/made").secretString("{}")),
          "CreateSecret");
    }
    Program.Finished rotation = rotator.keyturn("rotate", secret);
    assertThat(rotation.code()).isNotZero();
    assertThat(rotation.everything()).contains("secretsmanager:DescribeSecret");
  }

  @Test
  @DisplayName("Adopting with a first key takes the administrator's policy and the rotator's")
  void firstKey() {
    String name = emulator.fresh(WITHIN);
    try (IamClient iam = emulator.iam()) {
      iam.createUser(r -> r.userName(name));
    }
    Role administrator = Role.with(emulator, Policies.text("administrator", HERE));
    Program.Finished alone =
        administrator.keyturn("adopt", name, "--secret", PREFIX + name, "--new-key");
    assertThat(alone.code()).isNotZero();
    assertThat(alone.everything()).contains("iam:CreateAccessKey");
    Role both = Role.with(emulator, Policies.text("administrator", HERE), ROTATOR);
    assertThat(both.keyturn("adopt", name, "--secret", PREFIX + name, "--new-key").orFail())
        .contains("IAM user " + name + " is bound to secret " + PREFIX + name);
    Role rotator = Role.with(emulator, ROTATOR);
    rotator.keyturn("rotate", PREFIX + name).orFail();
  }

  @Test
  @DisplayName("A user marked never to be rotated is out of reach, bound or not")
  void never() {
    String user = userWithSecret();
    String name = PREFIX + user;
    adopt(user);
    try (IamClient iam = emulator.iam()) {
      TagWrites.tagUser(iam, user, "keyturn:never-rotate", "");
    }
    Role rotator = Role.with(emulator, ROTATOR);
    Role administrator = Role.with(emulator, Policies.text("administrator", HERE));
    try (IamClient asRotator = rotator.iam();
        IamClient asAdministrator = administrator.iam()) {
      refused(() -> asRotator.createAccessKey(r -> r.userName(user)), "explicit deny");
      refused(() -> asRotator.getUser(r -> r.userName(user)), "explicit deny");
      refused(
          () -> TagWrites.tagUser(asAdministrator, user, "keyturn:secret", "x"), "explicit deny");
    }
    Program.Finished rotation = rotator.keyturn("rotate", name);
    assertThat(rotation.code()).isEqualTo(5);
    assertThat(rotation.everything()).contains("iam:GetUser", "explicit deny");
  }

  @Test
  @DisplayName("The administrator binds, and neither makes keys nor writes tags of other people's")
  void administrator() {
    Role administrator = Role.with(emulator, Policies.text("administrator", HERE));
    String name = userWithSecret();
    try (IamClient iam = administrator.iam();
        SecretsManagerClient secrets = administrator.secrets()) {
      refused(() -> iam.createAccessKey(r -> r.userName(name)), "iam:CreateAccessKey");
      refused(() -> TagWrites.tagUser(iam, name, "team", "x"), "iam:TagUser");
      refused(() -> TagWrites.tag(secrets, name, "team"), "secretsmanager:TagResource");
      refused(
          () -> TagWrites.tag(secrets, name, "keyturn:mark", "team"), "secretsmanager:TagResource");
      TagWrites.tag(secrets, name, "keyturn:mark");
      refused(() -> TagWrites.made(secrets, name + "-made"), "secretsmanager:CreateSecret");
      refused(() -> TagWrites.made(secrets, name + "-made", "team"), "secretsmanager:CreateSecret");
      TagWrites.made(secrets, name + "-made", "keyturn:user-id");
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
      Object value =
          ParsedJson.parse(seeing.getSecretValue(r -> r.secretId(PREFIX + own)).secretString());
      try (SecretsManagerClient consumer =
          SecretsManagerClient.builder()
              .httpClient(UrlConnectionHttpClient.create())
              .endpointOverride(emulator.endpoint())
              .region(Region.of(Emulator.REGION))
              .credentialsProvider(
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create(
                          (String) ParsedJson.at(value, "AccessKeyId"),
                          (String) ParsedJson.at(value, "SecretAccessKey"))))
              .build()) {
        consumer.describeSecret(r -> r.secretId(PREFIX + own));
        assertThat(consumer.getSecretValue(r -> r.secretId(PREFIX + own)).secretString())
            .contains(own);
        for (String notOwn : List.of(other, unpinned)) {
          refused(
              () -> consumer.getSecretValue(r -> r.secretId(PREFIX + notOwn)), "GetSecretValue");
        }
        refused(
            () -> consumer.putSecretValue(r -> r.secretId(PREFIX + own).secretString("{}")),
            "PutSecretValue");
      }
    }
  }

  private static void refused(ThrowingCallable call, String naming) {
    assertThatThrownBy(call).hasMessageContaining("not authorized").hasMessageContaining(naming);
  }

  /** A user with one key, and a secret of the same name that holds it, both within the fence. */
  private String userWithSecret() {
    return userWithSecret(WITHIN, PREFIX);
  }

  private String userWithSecret(String kind, String prefix) {
    String name = emulator.fresh(kind);
    try (IamClient iam = emulator.iam();
        SecretsManagerClient secrets = emulator.secrets()) {
      iam.createUser(r -> r.userName(name));
      var key = iam.createAccessKey(r -> r.userName(name)).accessKey();
      String value =
          "{\"UserName\": \"%s\", \"AccessKeyId\": \"%s\", \"SecretAccessKey\": \"%s\"}"
              .formatted(name, key.accessKeyId(), key.secretAccessKey());
      secrets.createSecret(r -> r.name(prefix + name).secretString(value));
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
    adopt(name, PREFIX + name);
  }

  private void adopt(String name, String secret) {
    try (IamClient iam = emulator.iam();
        SecretsManagerClient secrets = emulator.secrets()) {
      String arn = secrets.describeSecret(r -> r.secretId(secret)).arn();
      secrets.tagResource(r ->
          r.secretId(secret)
              .tags(
                  Tag.builder().key("keyturn:user-id").value(user(name)).build(),
                  Tag.builder().key("keyturn:current").value("v1 " + keyOf(name)).build()));
      TagWrites.tagUser(iam, name, "keyturn:secret", arn);
    }
  }
}
