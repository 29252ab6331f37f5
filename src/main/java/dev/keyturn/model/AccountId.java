package dev.keyturn.model;

import java.util.regex.Pattern;

/**
 * The ID of an AWS account.
 *
 * @param value twelve digits, leading zeros included
 */
public record AccountId(String value) implements Comparable<AccountId> {
  /** Twelve digits. */
  public static final Pattern FORM = Pattern.compile("[0-9]{12}");

  public AccountId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not an account ID: " + value);
    }
  }

  /** Whether {@code text} has the form of an account's ID. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
