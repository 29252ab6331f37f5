package dev.keyturn.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** What is a person's, and must be left alone. */
final class Belongings {
  private final Set<String> made = new HashSet<>();
  private final Set<String> switchedOff = new HashSet<>();
  private final Set<String> switchedOn = new HashSet<>();
  private final Set<String> lookLikeOurs = new HashSet<>();
  private final LongAdder mistaken;
  private boolean oneIsRemoved;

  /**
   * Nothing yet.
   *
   * @param mistaken counts the keys that were taken for ours, as nobody can tell
   */
  Belongings(LongAdder mistaken) {
    this.mistaken = mistaken;
  }

  Belongings copy() {
    Belongings copy = new Belongings(mistaken);
    copy.made.addAll(made);
    copy.switchedOff.addAll(switchedOff);
    copy.switchedOn.addAll(switchedOn);
    copy.lookLikeOurs.addAll(lookLikeOurs);
    copy.oneIsRemoved = oneIsRemoved;
    return copy;
  }

  /** Everything as a value. */
  Object contents() {
    return List.of(
        Set.copyOf(made),
        Set.copyOf(switchedOff),
        Set.copyOf(switchedOn),
        Set.copyOf(lookLikeOurs),
        oneIsRemoved);
  }

  void made(String key) {
    made.add(key);
  }

  /** The keys that they made. */
  Set<String> made() {
    return Set.copyOf(made);
  }

  /** Nobody can tell a key from the one that a rotation of ours would have made. */
  void looksLikeOurs(String key) {
    lookLikeOurs.add(key);
  }

  void deleted(String key) {
    made.remove(key);
    switchedOn.remove(key);
  }

  void switchedOff(String key) {
    switchedOff.add(key);
    switchedOn.remove(key);
  }

  void switchedOn(String key) {
    switchedOn.add(key);
    switchedOff.remove(key);
  }

  /** A run of ours has switched a key off that they had switched on, as it may in the end. */
  void retired(String key) {
    switchedOn.remove(key);
  }

  boolean hasMade(String key) {
    return made.contains(key);
  }

  boolean hasSwitchedOn(String key) {
    return switchedOn.contains(key);
  }

  boolean hasSwitchedOff(String key) {
    return switchedOff.contains(key);
  }

  /**
   * A run of ours removes a key. An interrupted rotation leaves one key at most, so that a person's
   * that looks like it is given up, once.
   */
  void removed(String key) {
    if (!oneIsRemoved && lookLikeOurs.contains(key)) {
      made.remove(key);
      mistaken.increment();
    }
    oneIsRemoved = true;
  }
}
