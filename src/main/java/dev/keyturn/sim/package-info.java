/**
 * A simulated AWS, at the wire: IAM, STS and Secrets Manager as the HTTP requests see them, with
 * virtual time, keys that spread slowly, throttling and lost replies. A {@link
 * dev.keyturn.sim.World} is a value that can be forked at any call; {@link
 * dev.keyturn.sim.SimHttpClient} puts the real AWS SDK on it, {@link dev.keyturn.sim.SimServer} a
 * socket.
 *
 * <p>Import rule: this room uses the JDK, the SDK's HTTP interface and Jackson's streaming reader.
 * It knows nothing of Keyturn's other rooms, so that it can disagree with them.
 */
@NullMarked
package dev.keyturn.sim;

import org.jspecify.annotations.NullMarked;
