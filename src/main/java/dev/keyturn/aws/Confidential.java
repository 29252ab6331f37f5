package dev.keyturn.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyturn.model.SecretFields;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of a secret's value that must not be seen.
 *
 * <p>The rule for what gives a text away. Half of it does, but never fewer than 8 characters in a
 * row, and 16 always do. A text of 6 or 7 characters does where it stands as a word of its own. A
 * shorter one does not count: such words are everywhere, hiding them would make messages
 * unreadable, and would tell what they are; and nothing as short is a secret to somebody who may
 * try. What stands between the strings of a document, the names of its fields above all, counts
 * from 16 characters on, or whole, because parts of it are ordinary words.
 *
 * @param text what it says
 * @param enough how many characters of it in a row give it away
 */
record Confidential(String text, int enough) {
  /** A text with fewer characters gives nothing away. */
  static final int SHORTEST = 6;

  /** A shorter text, or part of one, is looked for as a word of its own. */
  static final int SHORTEST_PART = 8;

  private static final int LONGEST_PART = 16;
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * The parts of a value: each string and number in it, as far as it is JSON, and all that stands
   * between those that may be seen. The user's name, the key's ID and the names of Regions may be:
   * errors are about them. What is no JSON, such as a key alone, is one part.
   *
   * @param format which fields of a value hold what may be seen
   */
  static Stream<Confidential> partsOf(String value, SecretFormat format) {
    Set<String> open = new LinkedHashSet<>();
    Set<String> hidden = new LinkedHashSet<>();
    try (JsonParser parser = JSON.createParser(new StringReader(value))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
          (mayBeSeen(parser, format) ? open : hidden).add(parser.getText());
        }
      }
    } catch (IOException notJson) {
      // What was read of it so far counts; the rest is in the whole.
    }
    if (open.isEmpty() && hidden.isEmpty()) {
      return Stream.of(string(value));
    }
    return Stream.concat(
        hidden.stream().map(Confidential::string), between(value, open).map(Confidential::passage));
  }

  private static boolean mayBeSeen(JsonParser parser, SecretFormat format) throws IOException {
    SecretFields fields = format.fields();
    return Stream.of(
                fields.of(SecretFields.Part.USER).stream(),
                fields.of(SecretFields.Part.ID).stream(),
                Stream.of(SmtpFields.USER))
            .flatMap(paths -> paths)
            .anyMatch(path -> JsonFieldFinder.isAt(parser.getParsingContext(), path))
        || SmtpPassword.isRegion(parser.getText());
  }

  private static Stream<String> between(String value, Set<String> open) {
    List<String> seen = new ArrayList<>(open);
    seen.removeIf(String::isEmpty);
    return seen.isEmpty()
        ? Stream.of(value)
        : Pattern.compile(seen.stream().map(Pattern::quote).collect(Collectors.joining("|")))
            .splitAsStream(value);
  }

  private static Confidential string(String text) {
    return new Confidential(
        text,
        text.length() < SHORTEST_PART
            ? text.length()
            : Math.clamp(text.length() / 2, SHORTEST_PART, LONGEST_PART));
  }

  private static Confidential passage(String text) {
    return new Confidential(text, Math.min(text.length(), LONGEST_PART));
  }

  /** The same in another spelling. */
  Confidential spelled(String other) {
    return new Confidential(other, Math.min(enough, other.length()));
  }

  /** A record would print its content. */
  @Override
  public String toString() {
    return "Confidential";
  }
}
