package dev.keyturn.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The password that Amazon SES's SMTP interface takes for an access key, as its developer guide
 * derives it ("Obtaining Amazon SES SMTP credentials"): a chain of HMAC-SHA256 in the manner of
 * Signature Version 4, over a fixed date, for one Region.
 */
final class SmtpPassword {
  private static final byte VERSION = 0x04;
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z0-9]+){2,4}");

  private SmtpPassword() {}

  /** Whether {@code text} has the form of a Region's name. */
  static boolean isRegion(String text) {
    return REGION.matcher(text).matches();
  }

  /** The password for a secret access key in a Region: 44 characters that begin with B. */
  static String of(String secretAccessKey, String region) {
    byte[] signature = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of("11111111", region, "ses", "aws4_request", "SendRawEmail")) {
      signature = hmac(signature, part);
    }
    byte[] password = new byte[signature.length + 1];
    password[0] = VERSION;
    System.arraycopy(signature, 0, password, 1, signature.length);
    return Base64.getEncoder().encodeToString(password);
  }

  private static byte[] hmac(byte[] key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
