package dev.keyturn.sim.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks Signature Version 4: rebuilds the canonical request from what came over the wire and signs
 * it again. A wrong secret, a changed body or header, or another scope all lead to another
 * signature. Not thread-safe.
 */
public final class SignatureCheck {
  private static final HexFormat HEX = HexFormat.of();
  private static final String HMAC = "HmacSHA256";
  private static final int REMEMBERED = 512;

  /** Four HMACs a request are saved by remembering each day's signing keys. */
  private final Map<String, SecretKeySpec> signingKeys =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SecretKeySpec> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Whether the request was signed with this secret access key, exactly as it came. */
  public boolean matches(WireRequest request, Authorization claim, String secretAccessKey) {
    byte[] hash = sha256(request.body());
    String payload = request.header("x-amz-content-sha256").orElse("");
    if (payload.isEmpty()) {
      payload = HEX.formatHex(hash);
    } else if (!payload.equals(HEX.formatHex(hash))) {
      return false;
    }
    String canonical = canonicalRequest(request, claim.signedHeaders(), payload);
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + request.header("x-amz-date").orElse("")
            + "\n"
            + claim.scope()
            + "\n"
            + HEX.formatHex(sha256(utf8(canonical)));
    byte[] expected = hmac(signingKey(claim, secretAccessKey), toSign);
    return MessageDigest.isEqual(utf8(HEX.formatHex(expected)), utf8(claim.signature()));
  }

  private static String canonicalRequest(
      WireRequest request, List<String> signedHeaders, String payload) {
    StringBuilder text = new StringBuilder(1024);
    text.append(request.method()).append('\n').append(request.path()).append('\n');
    text.append(canonicalQuery(request.query())).append('\n');
    for (String name : signedHeaders) {
      text.append(name).append(':');
      List<String> values = request.headers().getOrDefault(name, List.of());
      for (int i = 0; i < values.size(); i++) {
        if (i > 0) {
          text.append(',');
        }
        appendTrimmed(text, values.get(i));
      }
      text.append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n').append(payload);
    return text.toString();
  }

  private static String canonicalQuery(String query) {
    if (query.isEmpty()) {
      return "";
    }
    String[] pairs = query.split("&", -1);
    Arrays.sort(pairs);
    return String.join("&", pairs);
  }

  /** Without spaces at the ends, and with one where there were several. */
  private static void appendTrimmed(StringBuilder text, String value) {
    boolean space = false;
    boolean begun = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c == '\t') {
        space = begun;
        continue;
      }
      if (space) {
        text.append(' ');
        space = false;
      }
      text.append(c);
      begun = true;
    }
  }

  private SecretKeySpec signingKey(Authorization claim, String secretAccessKey) {
    String name = secretAccessKey + "/" + claim.scope();
    SecretKeySpec known = signingKeys.get(name);
    if (known != null) {
      return known;
    }
    byte[] date = hmac(new SecretKeySpec(utf8("AWS4" + secretAccessKey), HMAC), claim.date());
    byte[] region = hmac(new SecretKeySpec(date, HMAC), claim.region());
    byte[] service = hmac(new SecretKeySpec(region, HMAC), claim.service());
    byte[] key = hmac(new SecretKeySpec(service, HMAC), "aws4_request");
    SecretKeySpec made = new SecretKeySpec(key, HMAC);
    signingKeys.put(name, made);
    return made;
  }

  private static byte[] hmac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
