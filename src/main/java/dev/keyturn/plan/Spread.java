package dev.keyturn.plan;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;

/**
 * Spreads over a time what would otherwise be due in one run: of the keys that are overdue when
 * they are adopted, so that five thousand adoptions are not five thousand rotations at once, and
 * the close looks of a day. A secret's place follows from its ARN alone, and is the same in every
 * run, which remembers nothing.
 */
public final class Spread {
  private Spread() {}

  /**
   * The earliest instant at which the first rotation of a secret begins that was overdue when it
   * was adopted.
   *
   * @param arn the secret's; secrets are placed evenly, whatever their names have in common
   * @param adopted when it was adopted
   * @param spread over how long; zero for at once
   * @return at {@code adopted} or later, and before the end of the spread
   */
  public static Instant begin(String arn, Instant adopted, Duration spread) {
    BigInteger place = new BigInteger(1, sha256(arn));
    // A part of the whole, below 1, in as many bits as the hash has.
    BigInteger seconds = place.multiply(BigInteger.valueOf(spread.toSeconds())).shiftRight(256);
    return adopted.plusSeconds(seconds.longValueExact());
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
