package dev.keyturn.app.cli.doctor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What has started Java, as it says of itself in the system property {@value #PROPERTY}. */
public enum Launcher {
  /** The script of a clone, which makes its cache and keeps it. */
  SCRIPT,
  /** The script of an archive or a package, whose cache comes with it and is never made anew. */
  INSTALLED,
  /** The image, where Java starts without a script; its cache comes with it, too. */
  IMAGE,
  /** None of them, as with {@code java -jar}. */
  NONE;

  /** The system property. */
  public static final String PROPERTY = "keyturn.launcher";

  /**
   * The one that the property names.
   *
   * @param word its value; empty where it is not set
   */
  public static Launcher of(Optional<String> word) {
    return Arrays.stream(values())
        .filter(launcher -> word.equals(Optional.of(launcher.word())))
        .findFirst()
        .orElse(NONE);
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the cache is a part of what was installed. */
  boolean isShipped() {
    return this == INSTALLED || this == IMAGE;
  }
}
