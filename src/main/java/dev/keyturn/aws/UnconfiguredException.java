package dev.keyturn.aws;

import org.jspecify.annotations.Nullable;

/** Something that a request cannot be made without was found nowhere, or cannot be used. */
final class UnconfiguredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * What is missing.
   *
   * @param problem what is wrong and where, in sentences
   * @param remedy what to do, in sentences
   */
  UnconfiguredException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem, cause);
    this.remedy = remedy;
  }

  String problem() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
