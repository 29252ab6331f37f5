package dev.keyturn.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds fields of a JSON object and where their values stand in its text, so that they can be
 * replaced without the rest being written anew: other fields, their order, spelling and white space
 * belong to other people.
 */
final class JsonFieldFinder {
  /** The object as read, or what keeps it from being one. */
  sealed interface Result {}

  /** Those of the wanted fields that are there. */
  record Fields(Map<String, Field> byName) implements Result {}

  /**
   * The text is no JSON object that may be relied on.
   *
   * @param problem half a sentence that shows nothing of the text
   */
  record Flaw(String problem) implements Result {}

  /**
   * A field of the object.
   *
   * @param type what its value is, in words: {@code a string}, {@code a number}
   * @param text the value of a string, escapes resolved; empty for anything else
   * @param start where the value begins in the text: for a string, its opening quote
   * @param end where it ends; for a string, behind its closing quote
   */
  record Field(String type, String text, int start, int end) {
    boolean isString() {
      return type.equals(STRING);
    }

    /** A record would print its content. */
    @Override
    public String toString() {
      return type;
    }
  }

  private static final String STRING = "a string";
  private static final int DEEPEST = 200;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names of fields are not for the JVM's table of strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  // A value has 65,536 bytes; one number or name may take all of them.
                  .maxNumberLength(SecretFormat.LARGEST)
                  .maxNameLength(SecretFormat.LARGEST)
                  .build())
          .build();

  private final Set<String> wanted;
  private final int offset;
  private final Map<String, Field> found = new HashMap<>();

  private JsonFieldFinder(Set<String> wanted, int offset) {
    this.wanted = wanted;
    this.offset = offset;
  }

  /** Reads the whole of {@code text}, and keeps the wanted fields of it. */
  static Result read(String text, Set<String> wanted) {
    int offset = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    try (JsonParser parser = JSON.createParser(new StringReader(text.substring(offset)))) {
      return new JsonFieldFinder(wanted, offset).read(parser);
    } catch (IOException e) {
      // A string has no input or output that could fail.
      throw new UncheckedIOException(e);
    }
  }

  private Result read(JsonParser parser) throws IOException {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return new Flaw("is empty");
      }
      if (first != JsonToken.START_OBJECT) {
        return new Flaw("is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        readField(parser);
      }
    } catch (StreamConstraintsException e) {
      return new Flaw("is nested deeper than %d levels".formatted(DEEPEST));
    } catch (JsonProcessingException e) {
      return new Flaw(describe(e));
    }
    return hasMore(parser)
        ? new Flaw("goes on after the JSON object")
        : new Fields(Map.copyOf(found));
  }

  private void readField(JsonParser parser) throws IOException {
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    int start = offset + (int) parser.currentTokenLocation().getCharOffset();
    String text = "";
    if (value == JsonToken.VALUE_STRING && wanted.contains(name)) {
      text = parser.getText();
    } else {
      parser.skipChildren();
      parser.finishToken();
    }
    int end = offset + (int) parser.currentLocation().getCharOffset();
    if (wanted.contains(name)) {
      found.put(name, new Field(type(value), text, start, end));
    }
  }

  private static boolean hasMore(JsonParser parser) throws IOException {
    try {
      return parser.nextToken() != null;
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  /** Jackson's own words quote the text. Its names for places do not. */
  private static String describe(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String place =
        at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    String words = e.getOriginalMessage();
    return words != null && words.startsWith("Duplicate field")
        ? "has a field twice" + place
        : "is not JSON" + place;
  }

  private static String type(JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      case START_ARRAY, END_ARRAY -> "an array";
      default -> "an object";
    };
  }
}
