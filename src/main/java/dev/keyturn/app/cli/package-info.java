/**
 * The command line: arguments and environment in; wiring; text, JSON and an exit code out. The
 * entry point is {@link dev.keyturn.app.cli.Cli#run}, which a test calls with writers of its own.
 * Each command is a class of its own, with its options, its help and what it does, such as {@link
 * dev.keyturn.app.cli.StatusCommand}; {@link dev.keyturn.app.cli.CommandTable} lists them.
 *
 * <p>Import rule: this room may use every other but {@code app.lambda}, and is the only one that
 * knows picocli.
 */
@NullMarked
package dev.keyturn.app.cli;

import org.jspecify.annotations.NullMarked;
