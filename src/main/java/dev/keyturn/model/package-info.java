/**
 * The words of the field as types: user, access key, secret, version, staging label, policy, and
 * our own bookkeeping on the secret. Values only: no I/O, no clock, no randomness.
 *
 * <p>Import rule: this room uses nothing but the JDK.
 */
@NullMarked
package dev.keyturn.model;

import org.jspecify.annotations.NullMarked;
