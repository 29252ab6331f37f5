/** What the checks of the promises tried, for people to read. */
@NullMarked
package dev.keyturn.proof;

import org.jspecify.annotations.NullMarked;
