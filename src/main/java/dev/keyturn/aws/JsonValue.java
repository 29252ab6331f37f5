package dev.keyturn.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** JSON as it stands, whatever was expected. The parser bounds its depth and its numbers. */
sealed interface JsonValue {
  /** A string. */
  record Text(String value) implements JsonValue {}

  /** A number. */
  record Numeral(BigDecimal value) implements JsonValue {}

  /** True or false. */
  record Flag(boolean value) implements JsonValue {}

  /** {@code null}. */
  record Nothing() implements JsonValue {}

  /** A list. */
  record Items(List<JsonValue> values) implements JsonValue {}

  /** An object; of a field that is there twice, the last. */
  record Fields(Map<String, JsonValue> values) implements JsonValue {
    /** The field of that name; nothing where there is none. */
    JsonValue at(String name) {
      return values.getOrDefault(name, new Nothing());
    }
  }

  /** The parser of all. */
  JsonFactory JSON = new JsonFactory();

  /**
   * Reads the first value of a text in UTF-8.
   *
   * @throws IOException where it is none; its message quotes the text
   */
  static JsonValue read(byte[] text) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      return read(parser);
    }
  }

  private static JsonValue read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("there is nothing");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, JsonValue> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, read(parser));
        }
        yield new Fields(Map.copyOf(fields));
      }
      case START_ARRAY -> {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser));
        }
        yield new Items(List.copyOf(items));
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getDecimalValue());
      case VALUE_TRUE -> new Flag(true);
      case VALUE_FALSE -> new Flag(false);
      case VALUE_NULL -> new Nothing();
      default -> new Text(parser.getText());
    };
  }
}
