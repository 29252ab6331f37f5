/** The journal: what it writes, and every way to tamper with it. */
@NullMarked
package dev.keyturn.evidence;

import org.jspecify.annotations.NullMarked;
