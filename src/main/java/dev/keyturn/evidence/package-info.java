/**
 * The journal: its chain of lines, the checkpoints that close a run's part of it, and what can be
 * told of one that somebody has changed. It decides nothing about keys, and reaches nobody: what is
 * read and written goes through {@link dev.keyturn.port.JournalStore}.
 *
 * <p>Import rule: {@code model}, {@code port} and {@code json}.
 */
@NullMarked
package dev.keyturn.evidence;

import org.jspecify.annotations.NullMarked;
