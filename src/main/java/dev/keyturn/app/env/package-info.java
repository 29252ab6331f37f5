/**
 * What every door finds in the environment: the settings, the list of secrets, and randomness to
 * draw names from.
 *
 * <p>Import rule: {@code model}, {@code port} and {@code evidence}.
 */
@NullMarked
package dev.keyturn.app.env;

import org.jspecify.annotations.NullMarked;
