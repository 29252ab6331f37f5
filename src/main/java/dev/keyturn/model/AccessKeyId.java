package dev.keyturn.model;

import java.util.regex.Pattern;

/**
 * An access key ID, such as {@code AKIAIOSFODNN7EXAMPLE}: 16 to 128 letters, digits and
 * underscores, as IAM's model says.
 *
 * @param value the whole ID; not a secret, but shown to people only as {@link #masked()}
 */
public record AccessKeyId(String value) implements Comparable<AccessKeyId> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_]{16,128}");

  public AccessKeyId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not an access key ID");
    }
  }

  /** Whether {@code text} has the form of an access key ID. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /** What people see: four stars and the last four characters. */
  public String masked() {
    return "****" + value.substring(value.length() - 4);
  }

  @Override
  public int compareTo(AccessKeyId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return masked();
  }
}
