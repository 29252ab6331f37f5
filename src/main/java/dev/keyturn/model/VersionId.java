package dev.keyturn.model;

import java.util.regex.Pattern;

/**
 * The ID of a secret version. Whoever writes a version chooses it, as the request's token ({@code
 * ClientRequestToken}): the same token with the same value is one write, with another value it is
 * refused.
 *
 * @param value 32 to 64 characters
 */
public record VersionId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:/=+@-]{32,64}");

  public VersionId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a version ID: " + value);
    }
  }

  /**
   * Whether {@code text} can be a token of ours: 32 to 64 characters that a tag's value may hold.
   */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
