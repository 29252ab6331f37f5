package dev.keyturn.sim.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * The tags of a user or a secret, in the order they were first attached.
 *
 * @param entries values by key
 */
public record Tags(Map<String, String> entries) {
  /** No tags. */
  public static final Tags NONE = new Tags(Map.of());

  public Tags {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /**
   * The same with a tag added or replaced.
   *
   * @param same whether two keys are the same key, which for IAM users does not regard case
   */
  public Tags with(String key, String value, BiPredicate<String, String> same) {
    Map<String, String> more = new LinkedHashMap<>(entries);
    more.keySet().removeIf(other -> !other.equals(key) && same.test(other, key));
    more.put(key, value);
    return new Tags(more);
  }

  /** The same without a tag. */
  public Tags without(String key, BiPredicate<String, String> same) {
    Map<String, String> fewer = new LinkedHashMap<>(entries);
    fewer.keySet().removeIf(other -> same.test(other, key));
    return new Tags(fewer);
  }

  /** How many there are. */
  public int size() {
    return entries.size();
  }
}
