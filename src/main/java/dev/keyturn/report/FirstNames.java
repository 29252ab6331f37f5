package dev.keyturn.report;

import java.util.List;
import java.util.stream.Collectors;

/** The first of many names, such as {@code a, b, c and 16 more}. */
final class FirstNames {
  private FirstNames() {}

  /** So many of them, made visible, and how many more there are. */
  static String of(List<String> names, int most) {
    String first =
        names.stream().limit(most).map(VisibleText::of).collect(Collectors.joining(", "));
    return names.size() > most ? "%s and %d more".formatted(first, names.size() - most) : first;
  }
}
