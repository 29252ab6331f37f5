/**
 * Writes JSON: the log, the metrics and the events of the function, what the command line prints,
 * and the strings of a secret's value. Every other room that writes JSON does it by this one. The
 * simulator has a writer of its own, as it shares nothing.
 *
 * <p>Import rule: no other room, and jackson-core, of which only this room uses what writes.
 */
@NullMarked
package dev.keyturn.json;

import org.jspecify.annotations.NullMarked;
