/** The packaged command line and the packaged function, as tests start them. */
@NullMarked
package dev.keyturn.packaged;

import org.jspecify.annotations.NullMarked;
