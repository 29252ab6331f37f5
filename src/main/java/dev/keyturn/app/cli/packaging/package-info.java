/**
 * What an installed Keyturn has beside its program: completions for shells and pages of the manual,
 * made at build time from the same grammar that the program parses with. None of it is in a jar.
 */
@NullMarked
package dev.keyturn.app.cli.packaging;

import org.jspecify.annotations.NullMarked;
