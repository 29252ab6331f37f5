package dev.keyturn.app.cli;

import dev.keyturn.report.Style;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What is at the other end of the two writers.
 *
 * @param out whether a person watches standard output
 * @param err whether a person watches standard error
 * @param columns how wide that person's window is
 */
public record Terminal(boolean out, boolean err, int columns) {
  /** Files or pipes. */
  public static final Terminal NONE = new Terminal(false, false, Style.UNLIMITED);

  private static final int USUAL_COLUMNS = 100;

  /**
   * As the launcher found it. Java cannot ask whether standard error alone is a terminal; without
   * the launcher, both are taken for what the JVM's console is.
   *
   * @param property reads a system property
   * @param console whether the JVM has a console
   */
  static Terminal detect(Function<String, Optional<String>> property, BooleanSupplier console) {
    Optional<String> found = property.apply("keyturn.terminal");
    if (found.isEmpty()) {
      boolean interactive = console.getAsBoolean();
      return new Terminal(interactive, interactive, USUAL_COLUMNS);
    }
    int columns =
        property
            .apply("keyturn.columns")
            .filter(text -> text.matches("[1-9]\\d{1,3}"))
            .map(Integer::parseInt)
            .orElse(USUAL_COLUMNS);
    return new Terminal(found.get().contains("out"), found.get().contains("err"), columns);
  }

  Style outStyle(Map<String, String> env) {
    return style(out, env);
  }

  Style errStyle(Map<String, String> env) {
    return style(err, env);
  }

  /** Whether a line on standard error can be written over. */
  boolean rewrites(Map<String, String> env) {
    return err && !env.getOrDefault("TERM", "").equals("dumb");
  }

  /** Colour is for terminals that can show it, and for people who did not decline it. */
  private Style style(boolean watched, Map<String, String> env) {
    boolean declined =
        !env.getOrDefault("NO_COLOR", "").isEmpty() || env.getOrDefault("TERM", "").equals("dumb");
    return watched ? new Style(!declined, columns) : Style.PLAIN;
  }
}
