/**
 * The simulated Secrets Manager: secrets, their versions and staging labels, tags, and the driver
 * that queues the four steps of a rotation.
 *
 * <p>Import rule: this package uses {@code sim.core}, {@code sim.wire} and the JDK.
 */
@NullMarked
package dev.keyturn.sim.secrets;

import org.jspecify.annotations.NullMarked;
