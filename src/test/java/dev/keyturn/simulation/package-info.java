/**
 * The whole of Keyturn on the simulated AWS: faults at every call, seeds, and the checkers that
 * hold each promise against every call.
 */
@NullMarked
package dev.keyturn.simulation;

import org.jspecify.annotations.NullMarked;
