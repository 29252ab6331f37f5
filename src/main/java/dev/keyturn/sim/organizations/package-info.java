/**
 * The simulated AWS Organizations: which accounts there are, and in which organizational units.
 *
 * <p>Import rule: this package uses {@code sim.core}, {@code sim.wire} and the JDK.
 */
@NullMarked
package dev.keyturn.sim.organizations;

import org.jspecify.annotations.NullMarked;
