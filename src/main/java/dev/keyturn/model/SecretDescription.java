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
 * @param said what Keyturn's own among them say: read once, as a run looks at it again and again
 * @param deletion when the secret is scheduled for deletion, the day it was deleted
 * @param rotationEnabled whether Secrets Manager rotates it by itself
 * @param replica whether it is a copy that Secrets Manager keeps of a secret of another Region,
 *     tags included; nobody can change one
 * @param created when it was made, as far as AWS says
 * @param changed when anything about it was changed last, as far as AWS says
 */
public record SecretDescription(
    String arn,
    String name,
    Map<StagingLabel, VersionId> labels,
    Map<String, String> tags,
    LedgerTags.ParsedTags said,
    Optional<Instant> deletion,
    boolean rotationEnabled,
    boolean replica,
    Optional<Instant> created,
    Optional<Instant> changed) {
  /** AWS's quota of a secret's tags. */
  public static final int MOST_TAGS = 50;

  public SecretDescription {
    labels = Map.copyOf(labels);
    tags = Map.copyOf(tags);
  }

  /** What was read: what the tags say is read with it. */
  public SecretDescription(
      String arn,
      String name,
      Map<StagingLabel, VersionId> labels,
      Map<String, String> tags,
      Optional<Instant> deletion,
      boolean rotationEnabled,
      boolean replica,
      Optional<Instant> created,
      Optional<Instant> changed) {
    this(
        arn,
        name,
        labels,
        tags,
        LedgerTags.read(tags),
        deletion,
        rotationEnabled,
        replica,
        created,
        changed);
  }

  /** The same where nobody has said when it was changed. */
  public SecretDescription(
      String arn,
      String name,
      Map<StagingLabel, VersionId> labels,
      Map<String, String> tags,
      Optional<Instant> deletion,
      boolean rotationEnabled,
      boolean replica,
      Optional<Instant> created) {
    this(arn, name, labels, tags, deletion, rotationEnabled, replica, created, Optional.empty());
  }

  /** The same secret with its labels elsewhere. */
  public SecretDescription with(Map<StagingLabel, VersionId> newLabels) {
    return new SecretDescription(
        arn, name, newLabels, tags, said, deletion, rotationEnabled, replica, created, changed);
  }

  /**
   * The same secret after a write of its bookkeeping.
   *
   * @param newTags all of its tags now
   * @param ledger what they say now; the settings among them are as they were
   */
  public SecretDescription with(Map<String, String> newTags, Ledger ledger) {
    LedgerTags.ParsedTags now = new LedgerTags.ParsedTags(ledger, said.settings(), said.problems());
    return new SecretDescription(
        arn, name, labels, newTags, now, deletion, rotationEnabled, replica, created, changed);
  }

  /** The version that carries {@code label}, if any does. */
  public Optional<VersionId> at(StagingLabel label) {
    return Optional.ofNullable(labels.get(label));
  }
}
