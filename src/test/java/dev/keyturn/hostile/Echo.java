package dev.keyturn.hostile;

import dev.keyturn.sim.Responder;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An AWS that from some call on refuses everything, and quotes in its message everything that it
 * has ever heard and said: headers and bodies, in a way of quoting. What is said last stands first,
 * as much as a message may hold.
 */
public final class Echo implements Responder {
  /** How the refusals are worded, as HTTP statuses and codes that are different failures. */
  public enum Refusal {
    DENIED(403, "AccessDenied"),
    UNSIGNED(403, "SignatureDoesNotMatch"),
    THROTTLED(400, "ThrottlingException"),
    FAULTY(500, "InternalFailure"),
    INVALID(400, "InvalidParameterException");

    private final int status;
    private final String code;

    Refusal(int status, String code) {
      this.status = status;
      this.code = code;
    }
  }

  private static final int LONGEST = 2_000;
  private static final int LATEST = 3;

  private final Responder aws;
  private final List<String> heard = new ArrayList<>();
  private final List<String> known = new ArrayList<>();
  private final int from;
  private final Refusal refusal;
  private final Quoting quoting;
  private int calls;

  /**
   * A server.
   *
   * @param aws who answers until then
   * @param from the first call to refuse, counted from 0
   */
  public Echo(Responder aws, int from, Refusal refusal, Quoting quoting) {
    this.aws = aws;
    this.from = from;
    this.refusal = refusal;
    this.quoting = quoting;
  }

  /** Adds to what it quotes, whatever it hears besides. */
  public Echo knows(String text) {
    known.add(text);
    return this;
  }

  /** Whether it came to refuse anything. */
  public boolean refused() {
    return calls > from;
  }

  @Override
  public synchronized WireReply answer(WireRequest request) throws IOException {
    heard.addFirst(request.headers() + request.text());
    if (calls++ < from) {
      WireReply reply = aws.answer(request);
      heard.addFirst(reply.headers() + reply.text());
      return reply;
    }
    boolean json = request.header("x-amz-target").isPresent();
    String message = message();
    String body =
        json
            ? "{\"__type\":%s,\"message\":%s}"
                .formatted(Quoting.JSON.of(refusal.code), Quoting.JSON.of(message))
            : "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
                .formatted(refusal.code, Quoting.XML.of(message));
    // Without a date, or the caller's clock would follow it.
    return new WireReply(refusal.status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private String message() {
    String all = quoting.of(said().replaceAll("[\\r\\n]", " "));
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST);
  }

  private String said() {
    List<String> all = new ArrayList<>(known);
    all.addAll(heard.subList(0, Math.min(LATEST, heard.size())));
    return String.join(" ", all);
  }

  /** A way to quote. */
  public enum Quoting {
    PLAIN,
    JSON,
    JSON_TWICE,
    XML,
    URL,
    BASE64,
    HALVES;

    /** The text in this way; JSON in its quotation marks. */
    public String of(String text) {
      return switch (this) {
        case PLAIN -> text;
        case JSON -> json(text);
        case JSON_TWICE -> json(json(text));
        case XML -> xml(text);
        case URL -> URLEncoder.encode(text, StandardCharsets.UTF_8);
        case BASE64 ->
            Base64.getEncoder().encodeToString(("x" + text).getBytes(StandardCharsets.UTF_8));
        case HALVES -> halves(text);
      };
    }

    private static String json(String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/") + '"';
    }

    private static String xml(String text) {
      return text.replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("\"", "&#34;")
          .replace("'", "&apos;");
    }

    /** The first half of each longer word, as a log that cuts them has it. */
    private static String halves(String text) {
      StringBuilder cut = new StringBuilder();
      for (String word : text.split("(?<=[^A-Za-z0-9/+=])", -1)) {
        cut.append(word.length() < 20 ? word : word.substring(0, word.length() / 2) + "...");
      }
      return cut.toString();
    }
  }
}
