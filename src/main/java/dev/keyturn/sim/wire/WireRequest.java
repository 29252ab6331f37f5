package dev.keyturn.sim.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP request as it came over the wire, or would have.
 *
 * @param method such as {@code POST}
 * @param path the path, still encoded
 * @param query the query, still encoded, empty where there is none
 * @param headers by lower-case name
 * @param body perhaps empty; not copied, and never written to
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copying bodies would only cost.
public record WireRequest(
    String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

  /** Makes header names lower case; the rest as in the canonical constructor. */
  public static WireRequest of(
      String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
    Map<String, List<String>> lower = new TreeMap<>();
    headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
    return new WireRequest(method, path.isEmpty() ? "/" : path, query, lower, body);
  }

  /** The first value of a header, given its lower-case name. */
  public Optional<String> header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
