package dev.keyturn.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rotations that were announced and are not forgotten yet. An intent can be overwritten by a
 * run that read the secret before it was announced, as tags know no compare-and-swap. A rotation
 * has a tag of its own besides, which no other touches, so that what was done under the overwritten
 * intent is still known as ours.
 *
 * @param byVersion rotations by the version which each stores its new key in
 */
public record AnnouncedRotations(Map<VersionId, Announced> byVersion) {
  /** No rotation was ever announced. */
  public static final AnnouncedRotations NONE = new AnnouncedRotations(Map.of());

  /**
   * How long an interrupted rotation may be announced again. A key that it created is listed by
   * then, and was accounted for before anything is announced anew.
   */
  public static final Duration ANNOUNCED_AGAIN_FOR = Duration.ofHours(1);

  /** How long a rotation may be at work: until a run that announced it again has lost its lease. */
  public static final Duration OVER_AFTER = ANNOUNCED_AGAIN_FOR.plus(Policy.LONGEST_LEASE);

  /** What the clocks of IAM and of a run may differ by, as for an intent. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  /**
   * A rotation.
   *
   * @param since from when on its key may have been created
   * @param leaves the key that was current then; absent for a first key
   */
  public record Announced(Instant since, Optional<AccessKeyId> leaves) {
    /** Whether a key that the rotation has made would be of this key's time. */
    private boolean isOfItsTime(AccessKey key) {
      return !key.created().isBefore(since.minus(CLOCKS))
          && !key.created().isAfter(since.plus(OVER_AFTER));
    }
  }

  public AnnouncedRotations {
    byVersion = Map.copyOf(byVersion);
  }

  /**
   * The same, with what the intent announces, if that is a rotation; one that is closed does not.
   */
  public AnnouncedRotations with(Intent intent) {
    if (intent.verb() != Intent.Verb.ROTATE || intent.token().isEmpty() || !intent.open()) {
      return this;
    }
    Map<VersionId, Announced> more = new HashMap<>(byVersion);
    more.put(intent.token().get(), new Announced(intent.since(), intent.key()));
    return new AnnouncedRotations(more);
  }

  /** The same, without those of the versions. */
  public AnnouncedRotations without(Collection<VersionId> versions) {
    Map<VersionId, Announced> fewer = new HashMap<>(byVersion);
    fewer.keySet().removeAll(versions);
    return new AnnouncedRotations(fewer);
  }

  /** How many there are. */
  public int size() {
    return byVersion.size();
  }

  /**
   * Whether a key that is stored in this version was created for it: a rotation announced the
   * version, and the key is of that time.
   */
  public boolean explain(VersionId version, AccessKey key) {
    Announced rotation = byVersion.get(version);
    return rotation != null && rotation.isOfItsTime(key);
  }

  /**
   * Whether a key is of the time of the rotation of this version, or, where none is named, of any.
   */
  public boolean cover(Optional<VersionId> version, AccessKey key) {
    return byVersion.entrySet().stream()
        .filter(rotation -> version.isEmpty() || version.get().equals(rotation.getKey()))
        .anyMatch(rotation -> rotation.getValue().isOfItsTime(key));
  }

  /**
   * Whether a rotation left this key for the current one: it was announced when this one was
   * current, and the one that is current now is of its time.
   */
  public boolean left(AccessKeyId key, AccessKey current) {
    return byVersion.values().stream()
        .filter(rotation -> rotation.leaves().equals(Optional.of(key)))
        .anyMatch(rotation -> rotation.isOfItsTime(current));
  }

  /** Whether a rotation announced this version, as far back as is remembered. */
  public boolean announce(VersionId version) {
    return byVersion.containsKey(version);
  }

  /** When a rotation announced this version, as far back as is remembered. */
  public Optional<Instant> since(VersionId version) {
    return Optional.ofNullable(byVersion.get(version)).map(Announced::since);
  }
}
