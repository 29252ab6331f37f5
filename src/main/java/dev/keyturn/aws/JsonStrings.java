package dev.keyturn.aws;

import dev.keyturn.aws.JsonFieldFinder.Field;
import dev.keyturn.json.JsonText;
import java.util.Comparator;
import java.util.List;

/** Puts JSON strings in the place of others. */
final class JsonStrings {
  /**
   * A value to be replaced.
   *
   * @param value the string to be there, not yet quoted
   */
  record Replacement(Field field, String value) {
    /** A record would print the value. */
    @Override
    public String toString() {
      return "Replacement";
    }
  }

  private JsonStrings() {}

  /** {@code text} with some values replaced; one that stays the same stays as it was spelled. */
  static String splice(String text, List<Replacement> replacements) {
    StringBuilder result = new StringBuilder(text.length() + 64);
    int kept = 0;
    for (Replacement r :
        replacements.stream()
            .filter(r -> !r.field().text().equals(r.value()))
            .sorted(Comparator.comparingInt(r -> r.field().start()))
            .toList()) {
      result.append(text, kept, r.field().start()).append(JsonText.quoted(r.value()));
      kept = r.field().end();
    }
    return result.append(text, kept, text.length()).toString();
  }
}
