package dev.keyturn.sim.wire;

import dev.keyturn.sim.core.SimulatedErrorException;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checks that AWS makes from its models before an operation sees anything, in its words.
 *
 * @param service whose error codes to use
 */
public record Constraints(Service service) {
  private static final Pattern REGION = Pattern.compile("([a-z]+-)+\\d+");
  private static final String TAG_SYMBOLS = "_.:/=+-@";

  /** The parameter, which must be there. */
  public String present(String name, @Nullable String value) {
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** Refuses that a parameter is not there. */
  SimulatedErrorException missing(String name) {
    return violated("null", name, "Member must not be null");
  }

  /** Refuses text outside of a length, both ends included. */
  public void length(String name, String value, int least, int most) {
    if (value.length() < least) {
      throw violated(
          "'" + value + "'", name, "Member must have length greater than or equal to " + least);
    }
    if (value.length() > most) {
      throw tooLong(name, most);
    }
  }

  /** Refuses something too long, without repeating it. */
  public SimulatedErrorException tooLong(String name, int most) {
    return violated(null, name, "Member must have length less than or equal to " + most);
  }

  /** Refuses a list without members. */
  SimulatedErrorException tooFew(String name) {
    return violated("'[]'", name, "Member must have length greater than or equal to 1");
  }

  /** Refuses what is no name of a Region. */
  public void region(String name, String value) {
    length(name, value, 1, 128);
    if (!REGION.matcher(value).matches()) {
      throw violated(
          "'" + value + "'", name, "Member must satisfy regular expression pattern: " + REGION);
    }
  }

  /** Reads a whole number, both ends included; {@code otherwise} where there is none. */
  public int number(String name, @Nullable String value, int least, int most, int otherwise) {
    if (value == null) {
      return otherwise;
    }
    int number;
    try {
      number = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw CommonError.UNREADABLE.in(service, "The value for " + name + " is not a number");
    }
    if (number < least) {
      throw violated(
          "'" + value + "'", name, "Member must have value greater than or equal to " + least);
    }
    if (number > most) {
      throw violated(
          "'" + value + "'", name, "Member must have value less than or equal to " + most);
    }
    return number;
  }

  /** Refuses a value that is none of those named. */
  public void oneOf(String name, String value, Collection<String> values) {
    if (!values.contains(value)) {
      throw violated("'" + value + "'", name, "Member must satisfy enum value set: " + values);
    }
  }

  /** Refuses a value with characters other than letters, digits and {@code symbols} (ASCII). */
  public void characters(String name, String value, String symbols) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && symbols.indexOf(c) < 0) {
        throw violated(
            "'" + value + "'",
            name,
            "Member must satisfy regular expression pattern: [A-Za-z0-9" + symbols + "]*");
      }
    }
  }

  /** Refuses text with a character that no tag may have: {@code [\p{L}\p{Z}\p{N}_.:/=+\-@]*}. */
  public void tagText(String name, String value) {
    if (!value.codePoints().allMatch(Constraints::isTagCharacter)) {
      throw violated(
          "'" + value + "'",
          name,
          "Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
    }
  }

  private static boolean isTagCharacter(int c) {
    if (c < 128) {
      return Character.isLetterOrDigit(c) || c == ' ' || TAG_SYMBOLS.indexOf(c) >= 0;
    }
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> Character.isLetter(c);
    };
  }

  private SimulatedErrorException violated(@Nullable String value, String name, String rule) {
    String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return CommonError.VALIDATION.in(
        service,
        "1 validation error detected: Value "
            + (value == null ? "" : value + " ")
            + "at '"
            + member
            + "' failed to satisfy constraint: "
            + rule);
  }
}
