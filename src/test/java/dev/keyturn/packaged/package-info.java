/** The packaged command line, as tests start it. */
@NullMarked
package dev.keyturn.packaged;

import org.jspecify.annotations.NullMarked;
