/** Tests of the room {@code inventory}: reports as AWS makes them, and files that are none. */
@NullMarked
package dev.keyturn.inventory;

import org.jspecify.annotations.NullMarked;
