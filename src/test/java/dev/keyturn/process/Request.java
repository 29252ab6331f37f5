package dev.keyturn.process;

import dev.keyturn.sim.wire.Authorization;
import dev.keyturn.sim.wire.ParsedRequest;
import dev.keyturn.sim.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it came over the wire.
 *
 * @param bytes its head and body, to be handed on; the connection is asked to end with it, so that
 *     the reply ends with the connection
 * @param wire the same, taken apart
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copying bodies would only cost.
record Request(byte[] bytes, WireRequest wire) {
  /** Reads one; empty where the caller closes its connection instead. */
  static Optional<Request> read(InputStream in) throws IOException {
    String head = head(in);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = head.lines().filter(line -> !line.isEmpty()).toList();
    StringBuilder kept = new StringBuilder(lines.getFirst()).append("\r\n");
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.put(name, List.of(line.substring(colon + 1).strip()));
      if (!name.equals("connection") && !name.equals("expect")) {
        kept.append(line).append("\r\n");
      }
    }
    kept.append("Connection: close\r\n\r\n");
    String length = headers.getOrDefault("content-length", List.of("0")).getFirst();
    byte[] body = in.readNBytes(Integer.parseInt(length));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(kept.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    String[] start = lines.getFirst().split(" ", -1);
    String[] address = start[1].split("\\?", 2);
    return Optional.of(
        new Request(
            bytes.toByteArray(),
            WireRequest.of(
                start[0], address[0], address.length > 1 ? address[1] : "", headers, body)));
  }

  /** What it asks for; empty where that is no service of the simulator's. */
  Optional<ParsedRequest.Known> asks() {
    return ParsedRequest.of(wire) instanceof ParsedRequest.Known known
        ? Optional.of(known)
        : Optional.empty();
  }

  /** Such as {@code CreateAccessKey}; empty where it cannot be told. */
  String operation() {
    return asks().map(ParsedRequest.Known::operation).orElse("");
  }

  /** What policies call it, such as {@code events:PutEvents}; of any service. */
  String action() {
    String operation =
        switch (ParsedRequest.of(wire)) {
          case ParsedRequest.Known known -> known.operation();
          // "AWSEvents.PutEvents", or "Publish (version 2010-03-31)".
          case ParsedRequest.Unknown other -> other.operation().replaceAll("^\\w+\\.| .*", "");
        };
    return signature().orElseThrow().service() + ":" + operation;
  }

  /** Who signed it. */
  Optional<Authorization> signature() {
    return wire.header("authorization").flatMap(Authorization::read);
  }

  /** The ID of the access key that it is signed with; empty where it is not signed. */
  String signer() {
    return signature().map(Authorization::accessKeyId).orElse("");
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 4) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      ends = next == "\r\n\r\n".charAt(ends) ? ends + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }
}
