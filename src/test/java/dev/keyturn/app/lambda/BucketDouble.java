package dev.keyturn.app.lambda;

import dev.keyturn.sim.Responder;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * As much of S3 as a journal needs, in front of a simulated account: objects of the bucket {@code
 * audit} by their names, which are created once. BucketJournalIT tries the same on an emulator.
 */
final class BucketDouble implements Responder {
  private final Responder account;
  private final Map<String, String> objects = new TreeMap<>();
  private boolean denies;

  BucketDouble(Responder account) {
    this.account = account;
  }

  /** Denies everything from now on. */
  void deny() {
    denies = true;
  }

  /** The objects by their names. */
  Map<String, String> objects() {
    return objects;
  }

  @Override
  public WireReply answer(WireRequest request) throws IOException {
    if (!request.path().startsWith("/audit/")) {
      return account.answer(request);
    }
    String name = request.path().substring("/audit/".length());
    if (denies) {
      return error(403, "AccessDenied");
    }
    if (request.method().equals("PUT")) {
      return objects.putIfAbsent(name, request.text()) == null
          ? ok("")
          : error(412, "PreconditionFailed");
    }
    if (!name.isEmpty()) {
      return objects.containsKey(name) ? ok(objects.get(name)) : error(404, "NoSuchKey");
    }
    return ok("<ListBucketResult></ListBucketResult>");
  }

  private static WireReply ok(String body) {
    return reply(200, body);
  }

  private static WireReply error(int status, String code) {
    return reply(status, "<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code));
  }

  /** Without a date, from which the time would be learnt. */
  private static WireReply reply(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new WireReply(status, Map.of("Content-Length", Integer.toString(bytes.length)), bytes);
  }
}
