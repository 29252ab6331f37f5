/**
 * The rules of the house, as tests: which room may use which, and where time, randomness, the
 * environment and secrets may be touched. It uses ArchUnit, the source tree, and no room.
 */
@NullMarked
package dev.keyturn.architecture;

import org.jspecify.annotations.NullMarked;
