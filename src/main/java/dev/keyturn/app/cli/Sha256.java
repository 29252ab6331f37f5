package dev.keyturn.app.cli;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest by which a report is told from another. */
final class Sha256 {
  private Sha256() {}

  /** One that has read nothing yet. */
  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
