/**
 * The simulated STS: who a caller is, whose a key is, and sessions of roles.
 *
 * <p>Import rule: this package uses {@code sim.core}, {@code sim.wire} and the JDK.
 */
@NullMarked
package dev.keyturn.sim.sts;

import org.jspecify.annotations.NullMarked;
