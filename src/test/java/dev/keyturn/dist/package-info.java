/**
 * What is installed, tried as it is: unpacked in a root of its own without any JDK, read by
 * programs that others wrote; and the bench in its smallest form, which an ordinary build has no
 * minutes for. Only {@code ./verify -Pdist} runs these, as it makes what they try; they need root,
 * and what {@code src/dist/tools.sh} installs.
 */
@NullMarked
package dev.keyturn.dist;

import org.jspecify.annotations.NullMarked;
