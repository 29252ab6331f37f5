package dev.keyturn.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What DescribeSecret says of a secret.
 *
 * @param arn the secret's whole ARN, with its random suffix
 * @param labels each staging label and the version that carries it
 * @param tags the secret's tags
 * @param deletion when the secret is scheduled for deletion, the day it was deleted
 * @param rotationEnabled whether Secrets Manager rotates it by itself
 * @param replica whether it is a copy that Secrets Manager keeps of a secret of another Region,
 *     tags included; nobody can change one
 * @param created when it was made, as far as AWS says
 */
public record SecretDescription(
    String arn,
    String name,
    Map<StagingLabel, VersionId> labels,
    Map<String, String> tags,
    Optional<Instant> deletion,
    boolean rotationEnabled,
    boolean replica,
    Optional<Instant> created) {
  public SecretDescription {
    labels = Map.copyOf(labels);
    tags = Map.copyOf(tags);
  }

  /** The same secret with other labels and tags. */
  public SecretDescription with(
      Map<StagingLabel, VersionId> newLabels, Map<String, String> newTags) {
    return new SecretDescription(
        arn, name, newLabels, newTags, deletion, rotationEnabled, replica, created);
  }

  /** The version that carries {@code label}, if any does. */
  public Optional<VersionId> at(StagingLabel label) {
    return Optional.ofNullable(labels.get(label));
  }
}
