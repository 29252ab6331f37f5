/**
 * The planner: an ordered chain of small pure checks that turns what was observed, the policy and
 * the time into exactly one step, with its reason. It never acts; whoever acts never decides.
 *
 * <p>Import rule: {@code model} only. No I/O, clock, logger, thread or randomness.
 */
@NullMarked
package dev.keyturn.plan;

import org.jspecify.annotations.NullMarked;
