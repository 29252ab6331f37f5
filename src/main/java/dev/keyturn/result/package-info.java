/**
 * What was asked for one secret, and what came of it: said once, for whoever shows, counts or
 * announces it. It decides nothing.
 *
 * <p>Import rule: {@code model}, {@code plan} and {@code port}.
 */
@NullMarked
package dev.keyturn.result;

import org.jspecify.annotations.NullMarked;
