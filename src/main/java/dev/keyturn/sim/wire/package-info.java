/**
 * The two wire formats of AWS that the simulated services speak, Query/XML and JSON 1.1, and
 * Signature Version 4, which every request is really checked against.
 *
 * <p>Import rule: this package uses {@code sim.core}, the JDK and Jackson's streaming reader.
 */
@NullMarked
package dev.keyturn.sim.wire;

import org.jspecify.annotations.NullMarked;
