package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A secret.
 *
 * @param name its name
 * @param arn its name with a hyphen and six letters behind it
 * @param description or null
 * @param kmsKeyId or null
 * @param created when it was made
 * @param changed when anything about it changed last
 * @param accessed the day it was last read, or null
 * @param deletion when it will be gone for good, or null
 * @param tags its tags
 * @param versions oldest first, by ID
 * @param labels the version that each staging label is on; a label is on one version at most
 * @param rotation how it is rotated
 */
public record Secret(
    String name,
    String arn,
    @Nullable String description,
    @Nullable String kmsKeyId,
    Instant created,
    Instant changed,
    @Nullable Instant accessed,
    @Nullable Instant deletion,
    Tags tags,
    Map<String, SecretVersion> versions,
    Map<String, String> labels,
    Rotation rotation) {
  public Secret {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** The version that carries a label. */
  public Optional<SecretVersion> labelled(String label) {
    return Optional.ofNullable(labels.get(label)).map(versions::get);
  }

  /** The labels of a version, in alphabetical order. */
  public List<String> labelsOf(String versionId) {
    List<String> found = new ArrayList<>();
    labels.forEach((label, id) -> {
      if (id.equals(versionId)) {
        found.add(label);
      }
    });
    return found;
  }

  /** Whether it waits for its deletion. */
  public boolean isDeleted() {
    return deletion != null;
  }

  /** A copy to change. */
  SecretEdit edit() {
    return new SecretEdit(this);
  }
}
