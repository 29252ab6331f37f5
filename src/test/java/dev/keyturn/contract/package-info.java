/**
 * What each port promises, as one abstract suite per port that runs over every world there is: the
 * simulator, moto and ministack. Where a world is known to differ from AWS, the case says by which
 * {@link dev.keyturn.contract.Difference}, and what it gives instead.
 */
@NullMarked
package dev.keyturn.contract;

import org.jspecify.annotations.NullMarked;
