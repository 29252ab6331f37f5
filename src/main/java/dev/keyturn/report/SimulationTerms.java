package dev.keyturn.report;

import dev.keyturn.model.Policy;
import java.time.Duration;
import java.time.Instant;

/**
 * What a simulation goes by.
 *
 * @param begins when everybody is adopted, and the first run starts
 * @param days how many days pass
 * @param schedule how long it is from the start of one run to that of the next
 * @param spread over how long the rotations are spread that are overdue at the beginning
 * @param cache how long a consumer keeps a key that it has read
 */
public record SimulationTerms(
    Instant begins, int days, Duration schedule, Duration spread, Duration cache, Policy policy) {
  /** When it is over. */
  public Instant ends() {
    return begins.plus(Duration.ofDays(days));
  }

  /** The same for another spread, and so many days. */
  public SimulationTerms with(Duration otherSpread, int otherDays) {
    return new SimulationTerms(begins, otherDays, schedule, otherSpread, cache, policy);
  }

  /** On which day an instant is, from 0. */
  public int day(Instant at) {
    return (int) Duration.between(begins, at).toDays();
  }
}
