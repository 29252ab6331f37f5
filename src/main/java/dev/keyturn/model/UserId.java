package dev.keyturn.model;

import java.util.regex.Pattern;

/**
 * The immutable unique ID of an IAM user, such as {@code AIDACKCEVSQ6C2EXAMPLE}. A user that is
 * deleted and made again under the same name has another one.
 *
 * @param value 16 to 128 letters, digits and underscores
 */
public record UserId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_]{16,128}");

  public UserId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not an IAM user ID: " + value);
    }
  }

  /** Whether {@code text} has the form of an IAM unique ID. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
