package dev.keyturn.evidence;

import dev.keyturn.json.JsonObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a journal, as it was read.
 *
 * @param text the whole line without its end
 * @param fields what it says; empty where it is no JSON object
 */
public record JournalLine(String text, Map<String, @Nullable Object> fields) {
  static JournalLine read(String text) {
    return new JournalLine(text, JsonObjects.read(text).orElse(Map.of()));
  }

  String hash() {
    return LineHash.of(text);
  }

  /** Its number in its segment, from 1; 0 where it names none. */
  long number() {
    return fields.get("n") instanceof Long number ? number : 0;
  }

  /** A field that is a text. */
  public Optional<String> text(String field) {
    return fields.get(field) instanceof String value ? Optional.of(value) : Optional.empty();
  }

  /** The ends that the first line of a segment names. */
  List<JournalEnd> follows() {
    List<JournalEnd> ends = new ArrayList<>();
    if (fields.get("follows") instanceof List<?> list) {
      list.forEach(item -> JournalEnd.read(item).ifPresent(ends::add));
    }
    return ends;
  }
}
