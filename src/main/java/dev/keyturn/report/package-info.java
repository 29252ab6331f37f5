/**
 * What people and their programs read: aligned tables, the plan of a secret, one line a secret,
 * what a run did, and the same as JSON. It is given everything, the time and the width included,
 * and gives back text; it decides nothing about keys.
 *
 * <p>Import rule: this room uses {@code model}, {@code plan}, {@code port}, {@code result}, {@code
 * inventory}, {@code audit} and {@code json}.
 */
@NullMarked
package dev.keyturn.report;

import org.jspecify.annotations.NullMarked;
