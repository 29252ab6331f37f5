/**
 * The packaged command line and the packaged function as processes, against emulators as processes,
 * behind a proxy that kills, cuts, delays and holds: whole lives of keys, faults at each call, two
 * processes at once.
 */
@NullMarked
package dev.keyturn.process;

import org.jspecify.annotations.NullMarked;
