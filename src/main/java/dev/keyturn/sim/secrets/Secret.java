package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.Tags;
import dev.keyturn.sim.wire.Json;
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
 * @param policy its resource policy as it came, or null
 * @param replicas its copies in other Regions, by their names
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
    Rotation rotation,
    @Nullable String policy,
    Map<String, Replica> replicas) {
  public Secret {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    replicas = Collections.unmodifiableMap(new TreeMap<>(replicas));
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

  /** The Region that it is in. */
  String region() {
    return arn.split(":", 5)[3];
  }

  /** How far each replica is. */
  List<Json> replicationStatus(Instant now) {
    return replicas.values().stream().map(replica -> replica.json(now)).toList();
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
