/**
 * The packaged command line as a process, against emulators as processes: whole lives of keys, and
 * kills at every call.
 */
@NullMarked
package dev.keyturn.process;

import org.jspecify.annotations.NullMarked;
