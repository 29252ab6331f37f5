package dev.keyturn.aws;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts values in the place of others, and leaves every other character as it is. */
final class Splicing {
  /**
   * A value to be replaced.
   *
   * @param value the text to be there, as it is meant
   */
  record Replacement(DocumentFields.Field field, String value) {
    /** A record would print the value. */
    @Override
    public String toString() {
      return "Replacement";
    }
  }

  private Splicing() {}

  /**
   * {@code text} with some values replaced; one that stays the same stays as it was spelled.
   *
   * @param spelled how a value is written there
   */
  static String splice(String text, List<Replacement> replacements, UnaryOperator<String> spelled) {
    StringBuilder result = new StringBuilder(text.length() + 64);
    int kept = 0;
    for (Replacement r :
        replacements.stream()
            .filter(r -> !r.field().text().equals(r.value()))
            .sorted(Comparator.comparingInt(r -> r.field().start()))
            .toList()) {
      result.append(text, kept, r.field().start()).append(spelled.apply(r.value()));
      kept = r.field().end();
    }
    return result.append(text, kept, text.length()).toString();
  }
}
