/**
 * The simulated IAM: users, their access keys and tags, last use, the credential report, and how
 * news of a key spreads to the endpoints.
 *
 * <p>Import rule: this package uses {@code sim.core}, {@code sim.wire} and the JDK.
 */
@NullMarked
package dev.keyturn.sim.iam;

import org.jspecify.annotations.NullMarked;
