package dev.keyturn.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The last rotations that were announced, each in a slot of its own. An intent can be overwritten
 * by a run that read the secret before it was announced, as tags know no compare-and-swap. What is
 * in another slot stays, so that what was done under the overwritten intent is still known as ours.
 *
 * @param bySlot rotations by slot, from 0
 */
public record Rotations(Map<Integer, Announced> bySlot) {
  /** How many there are. */
  public static final int SLOTS = 4;

  /** No rotation was ever announced. */
  public static final Rotations NONE = new Rotations(Map.of());

  /** What the clocks of IAM and of a run may differ by, as for an intent. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  /**
   * A rotation.
   *
   * @param version which it stores its new key in
   * @param since from when on its key may have been created
   * @param leaves the key that was current then; absent for a first key
   */
  public record Announced(VersionId version, Instant since, Optional<AccessKeyId> leaves) {
    /** Whether a key that the rotation has made would be of this key's time. */
    private boolean isOfItsTime(AccessKey key) {
      return !key.created().isBefore(since.minus(CLOCKS))
          && !key.created().isAfter(since.plus(Policy.LONGEST_LEASE));
    }
  }

  public Rotations {
    bySlot = Map.copyOf(bySlot);
  }

  /** The same, with what the intent announces, if that is a rotation. */
  public Rotations with(Intent intent) {
    if (intent.verb() != Intent.Verb.ROTATE || intent.token().isEmpty()) {
      return this;
    }
    return with(new Announced(intent.token().get(), intent.since(), intent.key()));
  }

  /** The same, with a rotation. */
  public Rotations with(Announced rotation) {
    Map<Integer, Announced> changed = new TreeMap<>(bySlot);
    changed.put(slot(rotation), rotation);
    return new Rotations(changed);
  }

  /**
   * The slot that a rotation is in; a new one's is drawn by its version, so that two that know
   * nothing of each other rarely take the same. One that is known, and whose run may be at work
   * still, is left alone as long as there is another slot.
   */
  private int slot(Announced rotation) {
    int drawn = Math.floorMod(rotation.version().value().hashCode(), SLOTS);
    return bySlot.entrySet().stream()
        .filter(slot -> slot.getValue().version().equals(rotation.version()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() ->
            IntStream.range(0, SLOTS)
                .map(next -> (drawn + next) % SLOTS)
                .filter(slot -> isFree(slot, rotation.since()))
                .findFirst()
                .orElse(drawn));
  }

  private boolean isFree(int slot, Instant at) {
    Announced held = bySlot.get(slot);
    return held == null || held.since().plus(Policy.LONGEST_LEASE).isBefore(at);
  }

  /**
   * Whether a key that is stored in this version was created for it: a rotation announced the
   * version, no later one took its slot, and the key is of that time.
   */
  public boolean explain(VersionId version, AccessKey key) {
    return announced(version).filter(rotation -> rotation.isOfItsTime(key)).isPresent();
  }

  /**
   * Whether a rotation left this key for the current one: it was announced when this one was
   * current, and the one that is current now is of its time. A run that overwrites the tag of
   * another which it has not seen leaves the same key, as it takes it for the current one still.
   */
  public boolean left(AccessKeyId key, AccessKey current) {
    return bySlot.values().stream()
        .filter(rotation -> rotation.leaves().equals(Optional.of(key)))
        .anyMatch(rotation -> rotation.isOfItsTime(current));
  }

  /** Whether a rotation announced this version, as far back as is remembered. */
  public boolean announce(VersionId version) {
    return announced(version).isPresent();
  }

  /** When a rotation announced this version, as far back as is remembered. */
  public Optional<Instant> since(VersionId version) {
    return announced(version).map(Announced::since);
  }

  private Optional<Announced> announced(VersionId version) {
    return bySlot.values().stream()
        .filter(rotation -> rotation.version().equals(version))
        .findFirst();
  }
}
