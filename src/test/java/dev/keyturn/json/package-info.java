/** How JSON is written. It uses {@code json} alone. */
@NullMarked
package dev.keyturn.json;

import org.jspecify.annotations.NullMarked;
