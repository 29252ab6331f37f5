/**
 * Many secrets: finding those that are bound, choosing by the account's lists which to look at,
 * running the loop for each with bounded concurrency, and keeping one that fails from stopping the
 * others.
 *
 * <p>Import rule: {@code json}, {@code model}, {@code plan}, {@code port}, {@code inventory},
 * {@code result} and {@code rotate}.
 */
@NullMarked
package dev.keyturn.fleet;

import org.jspecify.annotations.NullMarked;
