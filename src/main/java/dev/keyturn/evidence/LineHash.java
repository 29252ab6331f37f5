package dev.keyturn.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a line without its end, in 64 lower-case hexadecimal digits. */
final class LineHash {
  /** What the first line of a journal follows. */
  static final String NONE = "0".repeat(64);

  private LineHash() {}

  static String of(String line) {
    return HexFormat.of().formatHex(sha256(line.getBytes(StandardCharsets.ISO_8859_1)));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }
}
