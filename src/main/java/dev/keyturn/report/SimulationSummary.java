package dev.keyturn.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a simulation came to.
 *
 * @param source the credential report; it is made at the latest date that it tells
 * @param account its twelve digits
 * @param rotations how many there were on each day
 * @param waves the beginning, as it was and, where it was spread, as it would be at once
 * @param total the calls of all runs
 * @param busiest those of the busiest hour, at its beginning each run's
 * @param idleRuns how many looks at secrets for which nothing was due were passed over
 * @param oldest the greatest age at which a key was switched off, of those that were not overdue
 * @param users those that were adopted, in the order of the report
 * @param adoptedAlready how many of these a secret looks after in earnest
 * @param leftOut the others, in that order
 * @param missing what of the account could not be seen, a sentence each
 * @param doubts what the policy cannot keep, or will not do as it seems to say, a sentence each
 */
public record SimulationSummary(
    AuditSource source,
    String account,
    SimulationTerms terms,
    List<Integer> rotations,
    List<FirstWave> waves,
    CallLoad total,
    CallLoad busiest,
    long idleRuns,
    Optional<Duration> oldest,
    List<SimulatedUser> users,
    long adoptedAlready,
    List<LeftOutUser> leftOut,
    List<String> missing,
    List<String> doubts) {
  /** The reads with which a run finds that nothing is due for a secret. */
  public static final int READS_OF_AN_IDLE_RUN = 4;

  public SimulationSummary {
    rotations = List.copyOf(rotations);
    waves = List.copyOf(waves);
    users = List.copyOf(users);
    leftOut = List.copyOf(leftOut);
    missing = List.copyOf(missing);
    doubts = List.copyOf(doubts);
  }

  /** How many rotations there were. */
  public int rotationsInAll() {
    return rotations.stream().mapToInt(Integer::intValue).sum();
  }

  /** Those that a person has to act for. */
  public List<SimulatedUser> halted() {
    return users.stream().filter(user -> user.halt().isPresent()).toList();
  }

  /** Those whose key nobody seems to need. */
  public List<SimulatedUser> toRetire() {
    return users.stream().filter(user -> user.retire().isPresent()).toList();
  }

  /** Those that were not adopted, by why, in the order of the alphabet. */
  public Map<String, List<LeftOutUser>> leftOutByReason() {
    return leftOut.stream()
        .collect(Collectors.groupingBy(LeftOutUser::why, TreeMap::new, Collectors.toList()));
  }

  /** How many uses were refused. */
  public long refused() {
    return users.stream().mapToLong(SimulatedUser::refused).sum();
  }
}
