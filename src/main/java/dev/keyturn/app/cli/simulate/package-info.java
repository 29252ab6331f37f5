/**
 * {@code keyturn simulate}: the account of a credential report on the simulated AWS, everybody
 * adopted, and the engine itself at work there for half a year.
 *
 * <p>Import rule: everything but {@code app.lambda}.
 */
@NullMarked
package dev.keyturn.app.cli.simulate;

import org.jspecify.annotations.NullMarked;
