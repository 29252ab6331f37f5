/** What people read, apart from any command. */
@NullMarked
package dev.keyturn.report;

import org.jspecify.annotations.NullMarked;
