package dev.keyturn.aws;

import dev.keyturn.json.JsonText;
import dev.keyturn.model.FieldPath;
import dev.keyturn.model.SecretFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A secret's value as text with fields in it, however it is written: where they stand, so that they
 * can be replaced without the rest being written anew.
 */
sealed interface DocumentFields {
  /** Those of the wanted fields that are there. */
  record Found(Map<FieldPath, Field> byPath) implements DocumentFields {}

  /**
   * The text is none that may be relied on.
   *
   * @param problem half a sentence that shows nothing of the text
   */
  record Flaw(String problem) implements DocumentFields {}

  /** The type of a field that holds text. */
  String STRING = "a string";

  /**
   * A field.
   *
   * @param type what its value is, in words: {@code a string}, {@code a number}
   * @param text the value of a string, escapes resolved; empty for anything else
   * @param start where the value begins in the text: for a JSON string, its opening quote
   * @param end where it ends; for a JSON string, behind its closing quote
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

  /**
   * A text somewhere in the value.
   *
   * @param path of the field that it is in; empty where it is the name of one, or a name on the way
   *     there is empty
   */
  record Text(Optional<FieldPath> path, String text) {
    /** A record would print its content. */
    @Override
    public String toString() {
      return "a text";
    }
  }

  /** Reads the whole of {@code text}, and keeps the wanted fields of it. */
  static DocumentFields read(SecretFields.Form form, String text, Set<FieldPath> wanted) {
    return switch (form) {
      case JSON -> JsonFieldFinder.read(text, wanted);
      case INI -> IniFieldFinder.read(text, wanted);
    };
  }

  /**
   * The texts in a value that are looked for, names of fields included; in their order, as far as
   * the value can be read.
   */
  static List<Text> texts(SecretFields.Form form, String text, Predicate<String> sought) {
    return switch (form) {
      case JSON -> JsonFieldFinder.texts(text, sought);
      case INI -> IniFieldFinder.texts(text, sought);
    };
  }

  /** How a value is spelled in such a text. */
  static UnaryOperator<String> spelling(SecretFields.Form form) {
    return switch (form) {
      case JSON -> JsonText::quoted;
      case INI -> IniFieldFinder::spelled;
    };
  }
}
