/** Tests of the simulation of a credential report. */
@NullMarked
package dev.keyturn.app.cli.simulate;

import org.jspecify.annotations.NullMarked;
