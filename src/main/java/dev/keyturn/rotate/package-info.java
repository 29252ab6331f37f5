/**
 * The loop for one secret: observe, plan, act once, and round again until there is nothing to do,
 * something to wait for, or something that a person has to decide. It decides nothing itself: that
 * is the planner's.
 *
 * <p>Import rule: {@code model}, {@code plan}, {@code port} and {@code result}.
 */
@NullMarked
package dev.keyturn.rotate;

import org.jspecify.annotations.NullMarked;
