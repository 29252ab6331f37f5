package dev.keyturn.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must never be seen: a secret access key, or a secret's whole value. It prints as
 * {@code ***}, cannot be serialised, and has one way out, {@link #reveal()}, which only the {@code
 * aws} room may call (a test sees to it), so that a text search for that name finds every exposure.
 * Not a record, because a record would print its content.
 */
public final class SecretText {
  private final String text;

  private SecretText(String text) {
    this.text = text;
  }

  /** Hides {@code text}; the caller forgets its own copy. */
  public static SecretText of(String text) {
    return new SecretText(text);
  }

  /** The text itself: for the wire and for signing, nothing else. */
  public String reveal() {
    return text;
  }

  /** Compares in constant time, so that an equality test does not leak how much was right. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretText that
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for every secret: a hash would be a fingerprint of the text. */
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "***";
  }
}
