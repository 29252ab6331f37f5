/**
 * The command line, called as a function: arguments and environment in, text, JSON and exit code
 * out, over the real adapters on a simulated account in virtual time.
 */
@NullMarked
package dev.keyturn.app.cli;

import org.jspecify.annotations.NullMarked;
