package dev.keyturn.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a segment ends, as far as somebody saw it.
 *
 * @param segment its name
 * @param lines how many it had, at least one
 * @param last the hash of the last of them
 * @param ended whether its run had come to its end
 */
public record JournalEnd(String segment, int lines, String last, boolean ended) {
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("segment", segment);
    json.put("lines", lines);
    json.put("last", last);
    json.put("ended", ended);
    return json;
  }

  /** What a line says of the end of another segment; empty where it says no such thing. */
  static Optional<JournalEnd> read(Object json) {
    return json instanceof Map<?, ?> map
            && map.get("segment") instanceof String segment
            && map.get("lines") instanceof Long lines
            && map.get("last") instanceof String last
            && map.get("ended") instanceof Boolean ended
            && lines > 0
            && lines <= Integer.MAX_VALUE
        ? Optional.of(new JournalEnd(segment, Math.toIntExact(lines), last, ended))
        : Optional.empty();
  }
}
