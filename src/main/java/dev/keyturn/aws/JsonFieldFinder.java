package dev.keyturn.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.keyturn.model.FieldPath;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds fields of a JSON object and where their values stand in its text: other fields, their
 * order, spelling and white space belong to other people.
 */
final class JsonFieldFinder {
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

  private final Set<FieldPath> wanted;
  private final int offset;
  private final Map<FieldPath, DocumentFields.Field> found = new HashMap<>();

  private JsonFieldFinder(Set<FieldPath> wanted, int offset) {
    this.wanted = wanted;
    this.offset = offset;
  }

  /** Reads the whole of {@code text}, and keeps the wanted fields of it. */
  static DocumentFields read(String text, Set<FieldPath> wanted) {
    int offset = markOf(text);
    try (JsonParser parser = JSON.createParser(new StringReader(text.substring(offset)))) {
      return new JsonFieldFinder(wanted, offset).read(parser);
    } catch (IOException e) {
      // A string has no input or output that could fail.
      throw new UncheckedIOException(e);
    }
  }

  /** The strings that are looked for, wherever they are, as far as the text is JSON. */
  static List<DocumentFields.Text> texts(String text, Predicate<String> sought) {
    List<DocumentFields.Text> texts = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(new StringReader(text.substring(markOf(text))))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean isValue = token == JsonToken.VALUE_STRING;
        if ((isValue || token == JsonToken.FIELD_NAME) && sought.test(parser.getText())) {
          Optional<FieldPath> path = isValue ? path(parser.getParsingContext()) : Optional.empty();
          texts.add(new DocumentFields.Text(path, parser.getText()));
        }
      }
    } catch (IOException notJson) {
      // What was read of it so far counts.
    }
    return texts;
  }

  private static int markOf(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
  }

  private DocumentFields read(JsonParser parser) throws IOException {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return new DocumentFields.Flaw("is empty");
      }
      if (first != JsonToken.START_OBJECT) {
        return new DocumentFields.Flaw("is not a JSON object");
      }
      while (parser.nextToken() != null && !parser.getParsingContext().inRoot()) {
        readValue(parser);
      }
    } catch (StreamConstraintsException e) {
      return new DocumentFields.Flaw("is nested deeper than %d levels".formatted(DEEPEST));
    } catch (JsonProcessingException e) {
      return new DocumentFields.Flaw(describe(e));
    }
    return hasMore(parser)
        ? new DocumentFields.Flaw("goes on after the JSON object")
        : new DocumentFields.Found(Map.copyOf(found));
  }

  private void readValue(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.FIELD_NAME || token.isStructEnd()) {
      return;
    }
    JsonStreamContext at = parser.getParsingContext();
    JsonStreamContext place = token.isStructStart() ? at.getParent() : at;
    Optional<FieldPath> path = wanted.stream().filter(it -> isAt(place, it)).findFirst();
    int start = offset + (int) parser.currentTokenLocation().getCharOffset();
    boolean isWantedText = token == JsonToken.VALUE_STRING && path.isPresent();
    String text = isWantedText ? parser.getText() : "";
    parser.finishToken();
    int end = offset + (int) parser.currentLocation().getCharOffset();
    path.ifPresent(it -> found.put(it, new DocumentFields.Field(type(token), text, start, end)));
  }

  /** Whether what is being read is at that path. */
  static boolean isAt(JsonStreamContext place, FieldPath path) {
    JsonStreamContext at = place;
    for (String name : path.names().reversed()) {
      if (at.inRoot() || !name.equals(nameAt(at))) {
        return false;
      }
      at = at.getParent();
    }
    return at.inRoot();
  }

  /** Where what is being read is; empty where one of the names is. */
  private static Optional<FieldPath> path(JsonStreamContext place) {
    ArrayDeque<String> names = new ArrayDeque<>();
    for (JsonStreamContext at = place; !at.inRoot(); at = at.getParent()) {
      names.addFirst(nameAt(at));
    }
    return names.isEmpty() || names.contains("")
        ? Optional.empty()
        : Optional.of(new FieldPath(List.copyOf(names)));
  }

  private static String nameAt(JsonStreamContext at) {
    return at.inArray() ? String.valueOf(at.getCurrentIndex()) : at.getCurrentName();
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
      case VALUE_STRING -> DocumentFields.STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      case START_ARRAY, END_ARRAY -> "an array";
      default -> "an object";
    };
  }
}
