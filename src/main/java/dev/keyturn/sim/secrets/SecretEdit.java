package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A secret while an operation changes it; {@link #done} makes it a value again. */
final class SecretEdit {
  private static final int MOST_VERSIONS = 100;
  private static final Duration YOUNG = Duration.ofHours(24);

  private final Secret before;
  private final Map<String, SecretVersion> versions;
  private final Map<String, String> labels;
  private @Nullable String description;
  private @Nullable String kmsKeyId;
  private @Nullable Instant accessed;
  private @Nullable Instant deletion;
  private Tags tags;
  private Rotation rotation;
  private @Nullable String policy;
  private Map<String, Replica> replicas;

  SecretEdit(Secret before) {
    this.before = before;
    this.versions = new LinkedHashMap<>(before.versions());
    this.labels = new TreeMap<>(before.labels());
    this.description = before.description();
    this.kmsKeyId = before.kmsKeyId();
    this.accessed = before.accessed();
    this.deletion = before.deletion();
    this.tags = before.tags();
    this.rotation = before.rotation();
    this.policy = before.policy();
    this.replicas = before.replicas();
  }

  /** The changed secret. */
  Secret done(Instant changed) {
    return new Secret(
        before.name(),
        before.arn(),
        description,
        kmsKeyId,
        before.created(),
        changed,
        accessed,
        deletion,
        tags,
        versions,
        labels,
        rotation,
        policy,
        replicas);
  }

  SecretEdit description(@Nullable String text) {
    description = text == null ? description : text;
    return this;
  }

  SecretEdit kmsKeyId(@Nullable String id) {
    kmsKeyId = id == null ? kmsKeyId : id;
    return this;
  }

  SecretEdit accessed(Instant day) {
    accessed = day;
    return this;
  }

  SecretEdit deletion(@Nullable Instant when) {
    deletion = when;
    return this;
  }

  SecretEdit tags(Tags newTags) {
    tags = newTags;
    return this;
  }

  SecretEdit rotation(Rotation newRotation) {
    rotation = newRotation;
    return this;
  }

  SecretEdit policy(@Nullable String text) {
    policy = text;
    return this;
  }

  SecretEdit replicas(Map<String, Replica> newReplicas) {
    replicas = newReplicas;
    return this;
  }

  /** Adds a version, or fills the placeholder of the same ID. */
  SecretEdit version(SecretVersion version) {
    versions.put(version.id(), version);
    return this;
  }

  /** Moves a label. The version that AWSCURRENT leaves becomes AWSPREVIOUS by itself. */
  SecretEdit move(String label, String versionId) {
    String left = labels.put(label, versionId);
    if (label.equals(Labels.CURRENT) && left != null && !left.equals(versionId)) {
      labels.put(Labels.PREVIOUS, left);
    }
    return this;
  }

  SecretEdit detach(String label) {
    labels.remove(label);
    return this;
  }

  /** Old versions without a label go once there are about a hundred, but none within a day. */
  SecretEdit pruned(Instant now) {
    while (versions.size() > MOST_VERSIONS) {
      Optional<SecretVersion> oldest =
          versions.values().stream()
              .filter(version -> !labels.containsValue(version.id()))
              .filter(version -> version.created().plus(YOUNG).isBefore(now))
              .findFirst();
      if (oldest.isEmpty()) {
        break;
      }
      versions.remove(oldest.get().id());
    }
    return this;
  }
}
