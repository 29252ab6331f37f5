package dev.keyturn.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a user that was adopted.
 *
 * @param name the user's name; text of others
 * @param path its path; text of others
 * @param overdue whether its key was overdue when it was adopted
 * @param pace how often its consumer uses the key; empty where nobody does
 * @param rotations in order
 * @param halt where a person has to act
 * @param retire why the key should be retired instead of rotated, where it should
 * @param refused how many uses were refused, as the key was off before the consumer read its
 *     successor
 */
public record SimulatedUser(
    String name,
    String path,
    boolean overdue,
    Optional<Duration> pace,
    List<SimulatedRotation> rotations,
    Optional<SimulatedHalt> halt,
    Optional<String> retire,
    long refused) {
  public SimulatedUser {
    rotations = List.copyOf(rotations);
  }

  /** When its first new key became current. */
  public Optional<Instant> firstRotation() {
    return rotations.stream().map(SimulatedRotation::promoted).findFirst();
  }
}
