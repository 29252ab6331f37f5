package dev.keyturn.sim.secrets;

import dev.keyturn.sim.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a secret version holds. It never prints itself. */
public sealed interface Payload {
  /** Whether there is a value at all. */
  default boolean isPresent() {
    return !(this instanceof Nothing);
  }

  /** Writes the value into an answer. */
  Json into(Json out);

  /** How many bytes it has. */
  int size();

  /** The placeholder of a rotation that has not stored its value yet. */
  record Nothing() implements Payload {
    @Override
    public Json into(Json out) {
      return out;
    }

    @Override
    public int size() {
      return 0;
    }
  }

  /**
   * A secret string.
   *
   * @param value the text
   */
  record Text(String value) implements Payload {
    @Override
    public Json into(Json out) {
      return out.text("SecretString", value);
    }

    @Override
    public int size() {
      return value.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
      return "Text[***]";
    }
  }

  /**
   * A secret binary.
   *
   * @param base64 as it is on the wire
   */
  record Binary(String base64) implements Payload {
    @Override
    public Json into(Json out) {
      return out.text("SecretBinary", base64);
    }

    @Override
    public int size() {
      return Base64.getDecoder().decode(base64).length;
    }

    @Override
    public String toString() {
      return "Binary[***]";
    }
  }
}
