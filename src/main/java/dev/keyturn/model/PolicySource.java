package dev.keyturn.model;

import java.util.EnumMap;
import java.util.Map;

/**
 * One place that settings come from, with the values as they stand there.
 *
 * @param place what a message calls it: {@code environment}, {@code command line}, {@code tags of
 *     the secret}
 */
public record PolicySource(String place, Map<Setting, String> values) {
  public PolicySource {
    EnumMap<Setting, String> copy = new EnumMap<>(Setting.class);
    copy.putAll(values);
    values = java.util.Collections.unmodifiableMap(copy);
  }
}
