/** What completions and the manual name, asked without the shells and renderers. */
@NullMarked
package dev.keyturn.app.cli.packaging;

import org.jspecify.annotations.NullMarked;
