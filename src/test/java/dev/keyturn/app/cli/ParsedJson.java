package dev.keyturn.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON as maps, lists, texts, longs, doubles, booleans; {@code null} is {@link Optional#empty}. A
 * data binding library would do this, and is kept out of the build.
 */
public final class ParsedJson {
  private ParsedJson() {}

  /** The one value that a text holds. */
  public static Object parse(String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new AssertionError("more than one document");
      }
      return value;
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  /** The part of a document at a path of names and, in arrays, numbers. */
  public static Object at(Object document, Object... path) {
    Object found = document;
    for (Object step : path) {
      Object next =
          found instanceof List<?> list ? list.get((Integer) step) : ((Map<?, ?>) found).get(step);
      found = Optional.<Object>ofNullable(next).orElseThrow();
    }
    return found;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Optional.empty();
      default -> throw new AssertionError("unexpected " + parser.currentToken());
    };
  }
}
