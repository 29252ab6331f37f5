/** Pages, read by a parser that others wrote. */
@NullMarked
package dev.keyturn.report.page;

import org.jspecify.annotations.NullMarked;
