package dev.keyturn.plan;

import java.util.Optional;

/** One link of the planner's chain: says what to do, or leaves it to the links after it. */
@FunctionalInterface
interface Check {
  Optional<Step> check(PlanInput input);
}
