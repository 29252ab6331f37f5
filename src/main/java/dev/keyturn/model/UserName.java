package dev.keyturn.model;

/**
 * The name of an IAM user: 1 to 64 letters, digits and {@code +=,.@_-}. Two names that differ only
 * in case are the same user to IAM, so {@link #sameAs} ignores case.
 *
 * @param value the name, without its path
 */
public record UserName(String value) {
  private static final int LONGEST = 64;
  private static final String SIGNS = "_+=,.@-";

  public UserName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not an IAM user name: " + value);
    }
  }

  /** Whether {@code text} has the form of an IAM user name. */
  public static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isAllowed(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** An audit asks this of each letter of a million names, for which a pattern takes long. */
  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || SIGNS.indexOf(c) >= 0;
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
