package dev.keyturn.process;

import static dev.keyturn.contract.Difference.ATTACH_NOT_COMPARED;
import static dev.keyturn.contract.Difference.INACTIVE_KEY_WORKS;
import static dev.keyturn.contract.Difference.LABEL_ON_TWO_VERSIONS;
import static dev.keyturn.contract.Difference.NO_KEY_QUOTA;
import static dev.keyturn.contract.Difference.OLD_SIGNATURE_WORKS;
import static dev.keyturn.contract.Difference.OTHERS_KEY_TAKEN;
import static dev.keyturn.contract.Difference.REFUSED_MOVE_TAKES_LABEL;
import static dev.keyturn.contract.Difference.REPEATED_PUT_TAKES_LABELS;
import static dev.keyturn.contract.Difference.TOKEN_REUSED;
import static dev.keyturn.contract.Difference.UNKNOWN_USER_LISTS_EMPTY;
import static dev.keyturn.process.Refusals.document;
import static dev.keyturn.process.Refusals.text;
import static dev.keyturn.process.Refusals.token;

import dev.keyturn.contract.Difference;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.ParsedRequest;
import dev.keyturn.sim.wire.Service;
import dev.keyturn.sim.wire.WireReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes an emulator as strict as AWS, where a rotation could otherwise pass for want of a refusal.
 * Stands between a proxy and the emulator, and looks at the emulator's state before a request is
 * handed on. What it looks at and the request itself are one step: no other request through this
 * object comes between them.
 */
final class Strictness implements CallProxy.Guard, AutoCloseable {
  /** AWS's: a signature is good for so long. */
  static final Duration SIGNATURES_LAST = Duration.ofMinutes(15);

  private static final String REQUEST_ID = "00000000-0000-0000-0000-000000000000";

  private final Emulator emulator;
  private final Lookup lookup;
  private final Map<Difference, Refusals.Rule> rules = new LinkedHashMap<>();
  private final Map<Difference, AtomicInteger> madeUpFor = new ConcurrentHashMap<>();

  /**
   * Before an emulator.
   *
   * @param signaturesLast how long a signature is good: AWS's quarter of an hour, or less where
   *     leases are shorter, too
   */
  Strictness(Emulator emulator, Duration signaturesLast) {
    this.emulator = emulator;
    this.lookup = new Lookup(emulator);
    new Refusals(lookup, emulator.administrator().id(), signaturesLast)
        .rules()
        .forEach((difference, rule) -> {
          // An emulator that knows AWS's quarter of an hour does not know a shorter one.
          boolean shorter =
              difference == OLD_SIGNATURE_WORKS && signaturesLast.compareTo(SIGNATURES_LAST) < 0;
          if (difference.isOf(emulator.name()) || shorter) {
            rules.put(difference, rule);
          }
        });
  }

  /** What it makes up for, on any emulator. */
  static List<Difference> all() {
    return List.of(
        OLD_SIGNATURE_WORKS,
        INACTIVE_KEY_WORKS,
        UNKNOWN_USER_LISTS_EMPTY,
        NO_KEY_QUOTA,
        OTHERS_KEY_TAKEN,
        TOKEN_REUSED,
        REPEATED_PUT_TAKES_LABELS,
        REFUSED_MOVE_TAKES_LABEL,
        ATTACH_NOT_COMPARED,
        LABEL_ON_TWO_VERSIONS);
  }

  /** How often it stepped in where the emulator would have let something through. */
  int madeUpFor(Difference difference) {
    AtomicInteger count = madeUpFor.get(difference);
    return count == null ? 0 : count.get();
  }

  @Override
  public byte[] answer(Request request, CallProxy.Onward onward) throws IOException {
    Optional<ParsedRequest.Known> asked = request.asks();
    if (asked.isEmpty()) {
      return onward.send(request);
    }
    synchronized (lookup) {
      for (Map.Entry<Difference, Refusals.Rule> rule : rules.entrySet()) {
        Optional<ServiceError> refusal = rule.getValue().refusal(request, asked.get());
        if (refusal.isPresent()) {
          note(rule.getKey());
          return reply(asked.get().service(), refusal.get());
        }
      }
      Optional<byte[]> done = doneAlready(asked.get());
      if (done.isPresent()) {
        return done.get();
      }
      byte[] reply = onward.send(request);
      if (LABEL_ON_TWO_VERSIONS.isOf(emulator.name())
          && asked.get() instanceof ParsedRequest.Document document
          && document.operation().equals("PutSecretValue")) {
        boolean twice =
            lookup.leaveOneVersionWithEachOf(
                document.fields().texts("VersionStages"),
                text(document, "SecretId"),
                token(document));
        if (twice) {
          note(LABEL_ON_TWO_VERSIONS);
        }
      }
      return reply;
    }
  }

  @Override
  public void close() {
    lookup.close();
  }

  private void note(Difference difference) {
    madeUpFor.computeIfAbsent(difference, it -> new AtomicInteger()).incrementAndGet();
  }

  /** PutSecretValue: what is stored already is not stored again, and no label moves. */
  private Optional<byte[]> doneAlready(ParsedRequest.Known asked) {
    return document(asked, "PutSecretValue")
        .filter(document -> REPEATED_PUT_TAKES_LABELS.isOf(emulator.name()))
        .filter(document ->
            lookup
                .value(text(document, "SecretId"), token(document))
                .equals(Optional.of(text(document, "SecretString"))))
        .map(document -> {
          note(REPEATED_PUT_TAKES_LABELS);
          String secret = text(document, "SecretId");
          return json(
              200,
              new Json()
                  .text("ARN", lookup.arn(secret))
                  .text("Name", secret)
                  .text("VersionId", token(document))
                  .texts(
                      "VersionStages",
                      lookup.labels(secret).getOrDefault(token(document), List.of())));
        });
  }

  private static byte[] reply(Service service, ServiceError error) {
    return service.speaksJson()
        ? json(
            error.status(),
            new Json().text("__type", error.code()).text("message", error.message()))
        : reply(
            error.status(),
            "text/xml",
            "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>"
                .formatted(error.code(), error.message(), REQUEST_ID));
  }

  private static byte[] json(int status, Json body) {
    return reply(status, "application/x-amz-json-1.1", body.toString());
  }

  private static byte[] reply(int status, String contentType, String body) {
    WireReply reply = WireReply.of(status, contentType, body, REQUEST_ID, Instant.now());
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Strict\r\n");
    reply
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Connection: close\r\n\r\n");
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }
}
