package dev.keyturn.aws;

import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** What Secrets Manager's replies mean. */
final class SecretReplies {
  private SecretReplies() {}

  static SecretDescription description(DescribeSecretResponse secret) {
    return description(
        secret.arn(),
        secret.name(),
        secret.versionIdsToStages(),
        secret.tags(),
        secret.deletedDate(),
        secret.rotationEnabled(),
        secret.primaryRegion(),
        secret.createdDate(),
        secret.lastChangedDate());
  }

  static SecretDescription description(SecretListEntry secret) {
    return description(
        secret.arn(),
        secret.name(),
        secret.secretVersionsToStages(),
        secret.tags(),
        secret.deletedDate(),
        secret.rotationEnabled(),
        secret.primaryRegion(),
        secret.createdDate(),
        secret.lastChangedDate());
  }

  private static SecretDescription description(
      @Nullable String arn,
      @Nullable String name,
      Map<String, List<String>> versions,
      List<Tag> tags,
      @Nullable Instant deleted,
      @Nullable Boolean rotationEnabled,
      @Nullable String primaryRegion,
      @Nullable Instant created,
      @Nullable Instant changed) {
    Map<String, String> tagMap = new HashMap<>();
    // A tag needs no value.
    for (Tag tag : tags) {
      Tag given = IamReplies.present(tag, "valid tag");
      tagMap.put(
          IamReplies.present(given.key(), "Key of a tag"),
          Optional.ofNullable(given.value()).orElse(""));
    }
    String whole = IamReplies.present(arn, "ARN");
    return new SecretDescription(
        whole,
        IamReplies.present(name, "Name"),
        labels(versions),
        tagMap,
        Optional.ofNullable(deleted),
        Boolean.TRUE.equals(rotationEnabled),
        primaryRegion != null && !whole.contains(":secretsmanager:" + primaryRegion + ":"),
        Optional.ofNullable(created),
        Optional.ofNullable(changed));
  }

  /** A label sits on one version at most; an answer that says otherwise is no basis for a step. */
  private static Map<StagingLabel, VersionId> labels(Map<String, List<String>> versions) {
    Map<StagingLabel, VersionId> labels = new HashMap<>();
    versions.forEach((version, on) ->
        IamReplies.present(on, "labels of a version")
            .forEach(label -> {
              if (!VersionId.isValid(version)) {
                throw new UnreadableReplyException("the reply has no valid version ID at " + label);
              }
              if (labels.put(
                      new StagingLabel(IamReplies.present(label, "label")), new VersionId(version))
                  != null) {
                throw new UnreadableReplyException("the reply has two versions labelled " + label);
              }
            }));
    return labels;
  }

  /** The value, which no message of AWS's may quote from now on, whatever it is. */
  static VersionValue value(GetSecretValueResponse value, SecretFormat format, KnownSecrets known) {
    String text = value.secretString();
    if (text != null) {
      return format.parse(known.add(SecretText.of(text), format));
    }
    if (value.secretBinary() == null) {
      return new VersionValue.Absent();
    }
    known.add(new String(value.secretBinary().asByteArray(), StandardCharsets.UTF_8));
    return SecretFormat.binary();
  }

  /** The value as text, as above; empty where it is none. */
  static Optional<SecretText> text(GetSecretValueResponse value, KnownSecrets known) {
    return Optional.ofNullable(value.secretString()).map(SecretText::of).map(known::add);
  }

  static String arn(CreateSecretResponse created) {
    return IamReplies.present(created.arn(), "ARN");
  }

  /** The words are "… can't find the specified secret." or "… the specified secret value for …". */
  static boolean isAboutTheSecretItself(ResourceNotFoundException e) {
    return AwsError.of(e).message().strip().endsWith("can't find the specified secret.");
  }
}
