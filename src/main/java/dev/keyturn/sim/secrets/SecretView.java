package dev.keyturn.sim.secrets;

import dev.keyturn.sim.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How secrets are shown, without their values. */
final class SecretView {
  private SecretView() {}

  /** DescribeSecret. */
  static Json description(Secret secret, Instant now) {
    Json out = common(secret).object("VersionIdsToStages", labels(secret));
    return secret.replicas().isEmpty()
        ? out
        : out.objects("ReplicationStatus", secret.replicationStatus(now));
  }

  /** An entry of ListSecrets, which names the same member otherwise. */
  static Json entry(Secret secret) {
    return common(secret).object("SecretVersionsToStages", labels(secret));
  }

  /** An entry of ListSecretVersionIds. */
  static Json version(Secret secret, SecretVersion version) {
    return new Json()
        .text("VersionId", version.id())
        .texts("VersionStages", secret.labelsOf(version.id()))
        .time("CreatedDate", version.created());
  }

  private static Json common(Secret secret) {
    Json out = new Json().text("ARN", secret.arn()).text("Name", secret.name());
    out.text("Description", secret.description()).text("KmsKeyId", secret.kmsKeyId());
    Rotation rotation = secret.rotation();
    if (rotation.lambdaArn() != null) {
      out.flag("RotationEnabled", rotation.enabled());
    }
    out.text("RotationLambdaARN", rotation.lambdaArn());
    RotationRules rules = rotation.rules();
    if (rules != null) {
      out.object("RotationRules", rules.json());
    }
    out.time("LastRotatedDate", rotation.last()).time("LastChangedDate", secret.changed());
    out.time("LastAccessedDate", secret.accessed()).time("DeletedDate", secret.deletion());
    out.time("NextRotationDate", rotation.next()).time("CreatedDate", secret.created());
    if (!secret.replicas().isEmpty()) {
      out.text("PrimaryRegion", secret.region());
    }
    return tags(secret, out);
  }

  private static Json tags(Secret secret, Json out) {
    List<Json> tags = new ArrayList<>();
    secret
        .tags()
        .entries()
        .forEach((key, value) -> tags.add(new Json().text("Key", key).text("Value", value)));
    return tags.isEmpty() ? out : out.objects("Tags", tags);
  }

  /** Versions without a label are deprecated, and not shown. */
  private static Json labels(Secret secret) {
    Json out = new Json();
    for (String id : secret.versions().keySet()) {
      List<String> labels = secret.labelsOf(id);
      if (!labels.isEmpty()) {
        out.texts(id, labels);
      }
    }
    return out;
  }
}
