/** What {@code doctor} makes of what it is told, a table for each thing. */
@NullMarked
package dev.keyturn.app.cli.doctor;

import org.jspecify.annotations.NullMarked;
