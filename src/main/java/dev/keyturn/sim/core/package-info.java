/**
 * What every simulated service is made of: seeded draws, tables that fork without copying, who
 * calls, what is refused, how answers are cut into pages, and how slowly news of a key spreads.
 *
 * <p>Import rule: this package uses nothing but the JDK.
 */
@NullMarked
package dev.keyturn.sim.core;

import org.jspecify.annotations.NullMarked;
