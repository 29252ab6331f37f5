/**
 * Narrow interfaces to the world, each with sealed results: what is expected to happen is a value,
 * and a switch over it has no default branch. Exceptions are for bugs.
 *
 * <p>Import rule: this room uses {@code model} only.
 */
@NullMarked
package dev.keyturn.port;

import org.jspecify.annotations.NullMarked;
