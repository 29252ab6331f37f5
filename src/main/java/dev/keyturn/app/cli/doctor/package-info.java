/**
 * What {@code doctor} makes of what it finds: for each thing that has to be right, a check with its
 * verdict and its remedy. Nothing here asks anybody; {@code DoctorCommand} and its like do.
 *
 * <p>Import rule: that of {@code app.cli}, without {@code sim}.
 */
@NullMarked
package dev.keyturn.app.cli.doctor;

import org.jspecify.annotations.NullMarked;
