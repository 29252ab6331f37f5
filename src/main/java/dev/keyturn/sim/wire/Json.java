package dev.keyturn.sim.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the JSON of an answer. Members that are null are left out, as AWS does. */
public final class Json {
  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder out = new StringBuilder(256).append('{');

  /** A text; left out for null. */
  public Json text(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quote(value);
    }
    return this;
  }

  /** An instant as seconds since 1970, with milliseconds; left out for null. */
  public Json time(String name, @Nullable Instant instant) {
    if (instant != null) {
      long millis = instant.toEpochMilli();
      name(name);
      out.append(Math.floorDiv(millis, 1000)).append('.');
      String fraction = Integer.toString(Math.floorMod(millis, 1000));
      out.repeat('0', 3 - fraction.length()).append(fraction);
    }
    return this;
  }

  /** A boolean. */
  public Json flag(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A whole number. */
  public Json number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A list of texts. */
  public Json texts(String name, Collection<String> values) {
    name(name);
    out.append('[');
    for (String value : values) {
      comma();
      quote(value);
    }
    out.append(']');
    return this;
  }

  /** An object. */
  public Json object(String name, Json value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A list of objects. */
  public Json objects(String name, Collection<Json> values) {
    name(name);
    out.append('[');
    for (Json value : values) {
      comma();
      out.append(value);
    }
    out.append(']');
    return this;
  }

  /** The whole object as maps, lists, texts, numbers and booleans. */
  public Map<String, Object> members() {
    return JsonReader.read(toString().getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  /** The text of the whole object. */
  @Override
  public String toString() {
    return out + "}";
  }

  private void name(String name) {
    comma();
    quote(name);
    out.append(':');
  }

  private void comma() {
    char last = out.charAt(out.length() - 1);
    if (last != '{' && last != '[') {
      out.append(',');
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u").append(HEX.toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
