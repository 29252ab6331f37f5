package dev.keyturn.model;

import java.util.regex.Pattern;

/**
 * The name of an IAM user: 1 to 64 letters, digits and {@code +=,.@_-}. Two names that differ only
 * in case are the same user to IAM, so {@link #sameAs} ignores case.
 *
 * @param value the name, without its path
 */
public record UserName(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

  public UserName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not an IAM user name: " + value);
    }
  }

  /** Whether {@code text} has the form of an IAM user name. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /** Whether IAM takes both names for the same user. */
  public boolean sameAs(UserName other) {
    return value.equalsIgnoreCase(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
