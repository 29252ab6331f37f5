/** Tests of the room {@code audit}: what each control says of a key in each state. */
@NullMarked
package dev.keyturn.audit;

import org.jspecify.annotations.NullMarked;
