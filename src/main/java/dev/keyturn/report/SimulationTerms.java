package dev.keyturn.report;

import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import java.time.Duration;
import java.time.Instant;

/**
 * What a simulation goes by.
 *
 * @param begins when everybody is adopted, and the first run starts
 * @param days how many days pass
 * @param schedule how long it is from the start of one run to that of the next
 * @param cache how long a consumer keeps a key that it has read
 */
public record SimulationTerms(
    Instant begins, int days, Duration schedule, Duration cache, Policy policy) {
  /** The spread that is none, spelt as a setting. */
  public static final String AT_ONCE = "0s";

  /** When it is over. */
  public Instant ends() {
    return begins.plus(Duration.ofDays(days));
  }

  /** Over how long the rotations are spread that are overdue at the beginning. */
  public Duration spread() {
    return policy.spread();
  }

  /** The same with nothing spread, for so many days. */
  public SimulationTerms atOnce(int otherDays) {
    return new SimulationTerms(
        begins, otherDays, schedule, cache, policy.with(Setting.SPREAD, AT_ONCE).orElseThrow());
  }

  /** On which day an instant is, from 0. */
  public int day(Instant at) {
    return (int) Duration.between(begins, at).toDays();
  }
}
