package dev.keyturn.hostile;

import dev.keyturn.sim.Responder;
import dev.keyturn.sim.wire.WireReply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Puts an entry of its own first into every list of secrets that passes. */
public final class OddEntry {
  private static final String LIST = "{\"SecretList\":[";

  private OddEntry() {}

  /**
   * Stands between a client and its server.
   *
   * @param entry JSON, which need be no entry
   */
  public static UnaryOperator<Responder> of(String entry) {
    return server ->
        request -> {
          WireReply reply = server.answer(request);
          return reply.text().startsWith(LIST)
              ? with(reply, LIST + entry + "," + reply.text().substring(LIST.length()))
              : reply;
        };
  }

  private static WireReply with(WireReply reply, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>(reply.headers());
    headers.put("Content-Length", Integer.toString(bytes.length));
    return new WireReply(reply.status(), headers, bytes);
  }
}
