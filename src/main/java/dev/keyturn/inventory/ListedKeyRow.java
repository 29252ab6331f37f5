package dev.keyturn.inventory;

import dev.keyturn.model.AccessKeyId;
import java.util.Optional;

/**
 * A row of a file of keys.
 *
 * @param line where it is
 * @param words what to call it: the user, and which of her keys
 * @param key the key's ID; empty where the file has none, as {@code audit --csv} writes it without
 *     {@code --key-ids}
 */
public record ListedKeyRow(long line, String words, Optional<AccessKeyId> key) {}
