package dev.keyturn.sim.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * HTTP/1.1 on one connection, as much of it as AWS's SDKs and {@code curl} speak: request after
 * request, each answered before the next. The JDK's own server dates every reply by this machine's
 * clock, and what is answered here has the date of its world.
 */
public final class HttpConnection {
  private static final int LARGEST_HEAD = 64 * 1024;

  /** Twice what the largest request may have: 64 KiB in base64, with room for tags. */
  private static final int LARGEST_BODY = 256 * 1024;

  /**
   * Read and thrown away, so that whoever sends too much hears why, and not a broken connection.
   */
  private static final int LARGEST_REFUSED = 4 * 1024 * 1024;

  private final InputStream in;
  private final OutputStream out;
  private boolean ends;
  private boolean headOnly;

  /** A connection by its two directions, which stay the caller's to close. */
  public HttpConnection(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in);
    this.out = out;
  }

  /**
   * The next request; empty where there is none any more. A request that is too large, or in
   * pieces, is answered here, and is the last.
   *
   * @throws ProtocolException where it is not HTTP
   */
  public Optional<WireRequest> next() throws IOException {
    if (ends) {
      return Optional.empty();
    }
    List<String> head = head();
    if (head.isEmpty()) {
      return Optional.empty();
    }
    String[] line = head.getFirst().split(" ", -1);
    if (line.length != 3 || !line[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("not a line of HTTP/1.1");
    }
    Map<String, List<String>> headers = headers(head);
    headOnly = line[0].equals("HEAD");
    ends = line[2].equals("HTTP/1.0") || says(headers, "connection", "close");
    if (headers.containsKey("transfer-encoding")) {
      return refused(411, "Length Required");
    }
    long length = length(headers);
    if (length > LARGEST_BODY) {
      in.skipNBytes(Math.min(length, LARGEST_REFUSED));
      return refused(413, "Content Too Large");
    }
    if (says(headers, "expect", "100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] body = in.readNBytes((int) length);
    if (body.length < length) {
      throw new ProtocolException("the request broke off");
    }
    String path = line[1];
    int mark = path.indexOf('?');
    return Optional.of(
        WireRequest.of(
            line[0],
            mark < 0 ? path : path.substring(0, mark),
            mark < 0 ? "" : path.substring(mark + 1),
            headers,
            body));
  }

  /** Answers the request that was read last. */
  public void answer(WireReply reply) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 %d \r\n".formatted(reply.status()));
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    send(head, headOnly ? new byte[0] : reply.body());
  }

  private Optional<WireRequest> refused(int status, String reason) throws IOException {
    ends = true;
    send(
        new StringBuilder("HTTP/1.1 %d %s\r\nContent-Length: 0\r\n".formatted(status, reason)),
        new byte[0]);
    return Optional.empty();
  }

  /** In one piece: a head and a body apart would wait for each other's acknowledgement. */
  private void send(StringBuilder head, byte[] body) throws IOException {
    if (ends) {
      head.append("Connection: close\r\n");
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    whole.writeBytes(body);
    whole.writeTo(out);
    out.flush();
  }

  /** The lines before the empty one; none where the connection ends instead. */
  private List<String> head() throws IOException {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = 0; read < LARGEST_HEAD; read++) {
      int next = in.read();
      if (next < 0) {
        return List.of();
      }
      if (next != '\n') {
        line.write(next);
        continue;
      }
      String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      line.reset();
      if (!text.isEmpty()) {
        lines.add(text);
      } else if (!lines.isEmpty()) {
        return lines;
      }
    }
    throw new ProtocolException("a head without an end");
  }

  private static Map<String, List<String>> headers(List<String> head) throws ProtocolException {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line : head.subList(1, head.size())) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new ProtocolException("a header without a name");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static boolean says(Map<String, List<String>> headers, String name, String word) {
    return headers.getOrDefault(name, List.of()).stream().anyMatch(word::equalsIgnoreCase);
  }

  private static long length(Map<String, List<String>> headers) throws ProtocolException {
    String text = headers.getOrDefault("content-length", List.of("0")).getFirst();
    if (!text.matches("[0-9]{1,12}")) {
      throw new ProtocolException("a length that is no number");
    }
    return Long.parseLong(text);
  }
}
