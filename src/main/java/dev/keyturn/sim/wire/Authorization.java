package dev.keyturn.sim.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A Signature Version 4 {@code Authorization} header, taken apart.
 *
 * @param accessKeyId who claims to have signed
 * @param date the scope's date, such as {@code 20260131}
 * @param region the scope's region
 * @param service the scope's service
 * @param signedHeaders lower-case names, in order
 * @param signature in hexadecimal digits
 */
public record Authorization(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256 ";

  /** Takes a header apart; empty where it is malformed or of another algorithm. */
  public static Optional<Authorization> read(String header) {
    String credential = part(header, "Credential=");
    String headers = part(header, "SignedHeaders=");
    String signature = part(header, "Signature=");
    String[] scope = credential.split("/", -1);
    if (!header.startsWith(ALGORITHM)
        || scope.length != 5
        || !scope[4].equals("aws4_request")
        || headers.isEmpty()
        || signature.length() != 64) {
      return Optional.empty();
    }
    return Optional.of(
        new Authorization(
            scope[0],
            scope[1],
            scope[2],
            scope[3],
            List.copyOf(Arrays.asList(headers.split(";", -1))),
            signature));
  }

  /** The scope as it is signed. */
  String scope() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }

  private static String part(String header, String name) {
    // The space keeps "SignedHeaders" apart from what might end like it.
    int start = header.indexOf(" " + name);
    if (start < 0) {
      start = header.indexOf("," + name);
    }
    if (start < 0) {
      return "";
    }
    int from = start + 1 + name.length();
    int comma = header.indexOf(',', from);
    return header.substring(from, comma < 0 ? header.length() : comma).trim();
  }
}
