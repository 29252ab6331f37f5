package dev.keyturn.model;

import java.util.Optional;

/**
 * A place of a secret's value that holds the key besides those that a rotation replaces.
 *
 * @param field where; empty where the name of the field is nothing to be shown
 * @param whole whether the field holds the ID or the secret access key and nothing else, so that it
 *     could be one of those that are replaced
 */
public record KeyCopy(Optional<FieldPath> field, boolean whole) {
  /** The place, for people. */
  public String words() {
    String name = field.map(it -> "field " + it).orElse("a field whose name is not shown");
    return whole ? name : "a part of " + name;
  }
}
