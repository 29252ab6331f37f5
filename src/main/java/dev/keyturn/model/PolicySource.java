package dev.keyturn.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One place that settings come from, with the values as they stand there.
 *
 * @param place what a message calls it: {@code environment}, {@code command line}, {@code tags of
 *     the secret}
 * @param tagLimits how far tags may go, as it stands there ({@link TagLimits}); never in tags
 */
public record PolicySource(String place, Map<Setting, String> values, Optional<String> tagLimits) {
  public PolicySource {
    EnumMap<Setting, String> copy = new EnumMap<>(Setting.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** A place that says nothing of what tags may say. */
  public PolicySource(String place, Map<Setting, String> values) {
    this(place, values, Optional.empty());
  }
}
