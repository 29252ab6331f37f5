/**
 * Many secrets: finding those that are bound, running the loop for each with bounded concurrency,
 * and keeping one that fails from stopping the others.
 *
 * <p>Import rule: {@code model}, {@code plan}, {@code port}, {@code result} and {@code rotate}.
 */
@NullMarked
package dev.keyturn.fleet;

import org.jspecify.annotations.NullMarked;
