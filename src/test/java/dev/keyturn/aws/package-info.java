/**
 * The adapters alone, against a server that answers by script: what leaves for the wire how often,
 * and what each kind of answer, or of silence, becomes. The contracts against whole worlds are in
 * {@code contract}.
 */
@NullMarked
package dev.keyturn.aws;

import org.jspecify.annotations.NullMarked;
