/** Tests of the function, and the function on a simulated account. */
@NullMarked
package dev.keyturn.app.lambda;

import org.jspecify.annotations.NullMarked;
