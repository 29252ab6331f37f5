package dev.keyturn.deploy;

import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** Writes of tags, as whoever holds the client; secrets are named within the fence of the roles. */
final class TagWrites {
  private TagWrites() {}

  static void tag(SecretsManagerClient secrets, String name, String... keys) {
    secrets.tagResource(r -> r.secretId(RolesIT.PREFIX + name).tags(tags(keys)));
  }

  static void untag(SecretsManagerClient secrets, String name, String... keys) {
    secrets.untagResource(r -> r.secretId(RolesIT.PREFIX + name).tagKeys(keys));
  }

  static void made(SecretsManagerClient secrets, String name, String... keys) {
    secrets.createSecret(r -> r.name(RolesIT.PREFIX + name).tags(tags(keys)));
  }

  private static List<Tag> tags(String... keys) {
    return Arrays.stream(keys).map(key -> Tag.builder().key(key).value("v1 none").build()).toList();
  }

  static void tagUser(IamClient iam, String name, String key, String value) {
    var tag = software.amazon.awssdk.services.iam.model.Tag.builder().key(key).value(value).build();
    iam.tagUser(r -> r.userName(name).tags(tag));
  }
}
