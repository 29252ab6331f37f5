package dev.keyturn.aws;

/** Something that a request cannot be made without was found nowhere. */
final class UnconfiguredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is missing. */
  enum What {
    REGION,
    CREDENTIALS
  }

  private final What what;

  UnconfiguredException(What what, String message, Throwable cause) {
    super(message, cause);
    this.what = what;
  }

  What what() {
    return what;
  }
}
