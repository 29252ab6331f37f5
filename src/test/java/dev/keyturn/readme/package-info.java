/** The README's commands, run, and their output compared with what it prints. */
@NullMarked
package dev.keyturn.readme;

import org.jspecify.annotations.NullMarked;
