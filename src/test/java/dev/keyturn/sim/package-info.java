/**
 * The simulated AWS, driven by the real AWS SDK over its wire: one test for each rule. It uses
 * {@code sim} and the SDK.
 */
@NullMarked
package dev.keyturn.sim;

import org.jspecify.annotations.NullMarked;
