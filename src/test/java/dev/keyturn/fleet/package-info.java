/** Tests of what is done for a whole account. */
@NullMarked
package dev.keyturn.fleet;

import org.jspecify.annotations.NullMarked;
