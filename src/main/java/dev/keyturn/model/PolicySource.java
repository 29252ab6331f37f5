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
 * @param fields which fields of a value hold the key, as it stands there ({@link SecretFields});
 *     what a tag says of them is read by {@link FieldsSetting}
 */
public record PolicySource(
    String place,
    Map<Setting, String> values,
    Optional<String> tagLimits,
    Optional<String> fields) {
  public PolicySource {
    EnumMap<Setting, String> copy = new EnumMap<>(Setting.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** A place that says nothing of fields. */
  public PolicySource(String place, Map<Setting, String> values, Optional<String> tagLimits) {
    this(place, values, tagLimits, Optional.empty());
  }

  /** A place that says nothing of what tags may say, nor of fields. */
  public PolicySource(String place, Map<Setting, String> values) {
    this(place, values, Optional.empty(), Optional.empty());
  }
}
