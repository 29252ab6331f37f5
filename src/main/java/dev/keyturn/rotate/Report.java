package dev.keyturn.rotate;

import dev.keyturn.model.Policy;
import dev.keyturn.model.Target;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Step;
import java.util.List;
import java.util.Optional;

/**
 * What a run for one secret did, and how it ended.
 *
 * @param policy the policy that held, the secret's tags included
 * @param seen what was known at the end; empty when nothing could be read
 * @param taken the writes that were made, in order
 */
public record Report(
    Target target, Ending ending, Policy policy, Optional<Observation> seen, List<Step> taken) {
  public Report {
    taken = List.copyOf(taken);
  }
}
