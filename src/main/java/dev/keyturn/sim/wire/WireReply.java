package dev.keyturn.sim.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param status the HTTP status
 * @param headers in the order they are sent
 * @param body not copied, and never written to
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copying bodies would only cost.
public record WireReply(int status, Map<String, String> headers, byte[] body) {
  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * An answer with the headers that AWS always sends. The date is the world's: from it, SDKs
   * correct a clock that is wrong.
   */
  public static WireReply of(
      int status, String contentType, String body, String requestId, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    headers.put("Content-Type", contentType);
    headers.put("Content-Length", Integer.toString(bytes.length));
    headers.put("Date", RFC_1123.format(now));
    headers.put("x-amzn-RequestId", requestId);
    return new WireReply(status, headers, bytes);
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
