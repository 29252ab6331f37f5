package dev.keyturn.sim.core;

import java.util.OptionalLong;

/**
 * Access key IDs and unique IDs that carry their account, as AWS's own do: of the 16 base32
 * characters after the prefix, the first bit says "new generation" and the next 40 are the account.
 */
public final class KeyIds {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private KeyIds() {}

  /** An ID of four-letter {@code prefix} and 16 characters, which names {@code accountId}. */
  public static String make(String prefix, String accountId, SeededLuck draws) {
    long random = draws.bits();
    long high = (1L << 47) | (Long.parseLong(accountId) << 7) | (random & 0x7F);
    long low = (random >>> 7) & 0xFFFFFFFFL;
    StringBuilder id = new StringBuilder(prefix);
    // 48 and 32 bits are 80 together: sixteen groups of five, of which the tenth spans both.
    for (int i = 0; i < 16; i++) {
      id.append(ALPHABET.charAt(group(high, low, i)));
    }
    return id.toString();
  }

  /** The unique ID of a user or role, which is one character longer than a key's. */
  public static String unique(String prefix, String accountId, SeededLuck draws) {
    return make(prefix, accountId, draws) + draws.on("last").base32(1);
  }

  /** The account that an ID names, or empty for one of the old generation or of no such form. */
  public static OptionalLong account(String id) {
    if (id.length() != 20 && id.length() != 21) {
      return OptionalLong.empty();
    }
    long bits = 0;
    // Ten characters are 50 bits, of which the first 48 matter.
    for (int i = 4; i < 14; i++) {
      int value = ALPHABET.indexOf(id.charAt(i));
      if (value < 0) {
        return OptionalLong.empty();
      }
      bits = (bits << 5) | value;
    }
    bits >>>= 2;
    boolean newGeneration = (bits >>> 47) == 1;
    return newGeneration ? OptionalLong.of((bits & 0x7FFF_FFFF_FFFFL) >>> 7) : OptionalLong.empty();
  }

  private static int group(long high, long low, int index) {
    int shift = 75 - 5 * index;
    long bits;
    if (shift >= 32) {
      bits = high >>> (shift - 32);
    } else if (shift > 27) {
      bits = (high << (32 - shift)) | (low >>> shift);
    } else {
      bits = low >>> shift;
    }
    return (int) (bits & 31);
  }
}
