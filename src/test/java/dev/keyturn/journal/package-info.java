/** The journal outside: S3 and KMS as an emulator has them, and a reader that others wrote. */
@NullMarked
package dev.keyturn.journal;

import org.jspecify.annotations.NullMarked;
