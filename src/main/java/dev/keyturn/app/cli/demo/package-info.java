/**
 * {@code keyturn demo}: months of a small fleet on the simulated AWS in seconds, with consumers
 * that sign calls with the keys they hold, rotated by Keyturn or by one of the two algorithms that
 * people use today.
 *
 * <p>Import rule: everything but {@code app.lambda}.
 */
@NullMarked
package dev.keyturn.app.cli.demo;

import org.jspecify.annotations.NullMarked;
