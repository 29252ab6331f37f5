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

import dev.keyturn.contract.Difference;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.sim.core.AwsError;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Incoming;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.Service;
import dev.keyturn.sim.wire.WireReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** What AWS refuses. */
  @FunctionalInterface
  private interface Rule {
    /** The refusal, where AWS would give one. */
    Optional<AwsError> refusal(Request request, Incoming.Known asked);
  }

  private static final DateTimeFormatter SIGNED =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private static final String REQUEST_ID = "00000000-0000-0000-0000-000000000000";

  private final Emulator emulator;
  private final Lookup lookup;
  private final Duration signaturesLast;
  private final Map<Difference, Rule> rules = new EnumMap<>(Difference.class);
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
    this.signaturesLast = signaturesLast;
    rule(OLD_SIGNATURE_WORKS, this::oldSignature);
    rule(INACTIVE_KEY_WORKS, this::inactiveKey);
    rule(UNKNOWN_USER_LISTS_EMPTY, this::unknownUser);
    rule(NO_KEY_QUOTA, this::thirdKey);
    rule(OTHERS_KEY_TAKEN, this::othersKey);
    rule(TOKEN_REUSED, this::tokenTaken);
    rule(REFUSED_MOVE_TAKES_LABEL, this::noSuchVersion);
    rule(ATTACH_NOT_COMPARED, this::labelElsewhere);
  }

  /** What it makes up for, on any emulator. */
  static Set<Difference> all() {
    return Set.of(
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
    Optional<Incoming.Known> asked = request.asks();
    if (asked.isEmpty()) {
      return onward.send(request);
    }
    synchronized (lookup) {
      for (Map.Entry<Difference, Rule> rule : rules.entrySet()) {
        Optional<AwsError> refusal = rule.getValue().refusal(request, asked.get());
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
          && asked.get() instanceof Incoming.Document document
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

  private void rule(Difference difference, Rule rule) {
    // An emulator that knows AWS's quarter of an hour does not know a shorter one.
    boolean shorter =
        difference == OLD_SIGNATURE_WORKS && signaturesLast.compareTo(SIGNATURES_LAST) < 0;
    if (difference.isOf(emulator.name()) || shorter) {
      rules.put(difference, rule);
    }
  }

  /** Signature Version 4: a request is good for a quarter of an hour from its date. */
  private Optional<AwsError> oldSignature(Request request, Incoming.Known asked) {
    Instant now = Instant.now();
    boolean old =
        request
            .wire()
            .header("x-amz-date")
            .map(date -> LocalDateTime.parse(date, SIGNED).toInstant(ZoneOffset.UTC))
            .filter(signed -> signed.plus(signaturesLast).isBefore(now))
            .isPresent();
    String words = "Signature expired: it is older than " + signaturesLast.toSeconds() + " s";
    return refusedIf(old, CommonError.WRONG_SIGNATURE.of(asked.service(), words));
  }

  /** A key that is Inactive is to every service like one that it does not know. */
  private Optional<AwsError> inactiveKey(Request request, Incoming.Known asked) {
    String signer = request.signer();
    boolean inactive = !signer.equals(emulator.administrator().id()) && lookup.isInactive(signer);
    return refusedIf(inactive, CommonError.UNKNOWN_KEY.of(asked.service()));
  }

  /** The keys of a user that does not exist are not an empty list. */
  private Optional<AwsError> unknownUser(Request request, Incoming.Known asked) {
    return user(asked, "ListAccessKeys")
        .filter(name -> !lookup.isUser(name))
        .map(name -> noSuchEntity("The user with name " + name + " cannot be found."));
  }

  /** IAM quotas: two access keys a user, Inactive ones counted. */
  private Optional<AwsError> thirdKey(Request request, Incoming.Known asked) {
    return user(asked, "CreateAccessKey")
        .filter(name -> lookup.keys(name).size() >= 2)
        .map(name ->
            new AwsError("LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: 2"));
  }

  /** A key is known under the user that has it, and no other. */
  private Optional<AwsError> othersKey(Request request, Incoming.Known asked) {
    return user(asked, "DeleteAccessKey")
        .filter(name -> !lookup.keys(name).contains(parameter(asked, "AccessKeyId")))
        .map(name -> noSuchEntity("The Access Key with that id cannot be found."));
  }

  /** PutSecretValue: a version that exists cannot be given another value. */
  private Optional<AwsError> tokenTaken(Request request, Incoming.Known asked) {
    return document(asked, "PutSecretValue")
        .filter(document ->
            lookup
                .value(text(document, "SecretId"), token(document))
                .filter(value -> !value.equals(text(document, "SecretString")))
                .isPresent())
        .map(document ->
            new AwsError(
                "ResourceExistsException",
                400,
                "You can't use ClientRequestToken %s because that value is already in use for a version of the secret."
                    .formatted(token(document))));
  }

  /** PutSecretValue: what is stored already is not stored again, and no label moves. */
  private Optional<byte[]> doneAlready(Incoming.Known asked) {
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

  /** UpdateSecretVersionStage: a version that a label is to move to has to exist. */
  private Optional<AwsError> noSuchVersion(Request request, Incoming.Known asked) {
    return document(asked, "UpdateSecretVersionStage")
        .filter(document -> !text(document, "MoveToVersionId").isEmpty())
        .filter(document ->
            !lookup
                .labels(text(document, "SecretId"))
                .containsKey(text(document, "MoveToVersionId")))
        .map(document ->
            new AwsError(
                "ResourceNotFoundException",
                400,
                "Secrets Manager can't find the specified secret version."));
  }

  /** UpdateSecretVersionStage: whoever moves a label names the version that it leaves. */
  private Optional<AwsError> labelElsewhere(Request request, Incoming.Known asked) {
    return document(asked, "UpdateSecretVersionStage")
        .filter(document -> {
          String from = text(document, "RemoveFromVersionId");
          String to = text(document, "MoveToVersionId");
          Optional<String> holder =
              lookup.holder(text(document, "SecretId"), text(document, "VersionStage"));
          return from.isEmpty()
              ? holder.isPresent() && !holder.get().equals(to)
              : !holder.equals(Optional.of(from));
        })
        .map(document ->
            new AwsError(
                "InvalidParameterException",
                400,
                "RemoveFromVersionId must be set to the version that currently has the staging label."));
  }

  private static byte[] reply(Service service, AwsError error) {
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

  private static Optional<String> user(Incoming.Known asked, String operation) {
    return asked.service() == Service.IAM && asked.operation().equals(operation)
        ? Optional.of(parameter(asked, "UserName"))
        : Optional.empty();
  }

  private static Optional<Incoming.Document> document(Incoming.Known asked, String operation) {
    return asked instanceof Incoming.Document document && document.operation().equals(operation)
        ? Optional.of(document)
        : Optional.empty();
  }

  private static String parameter(Incoming.Known asked, String name) {
    return asked instanceof Incoming.Query query
        ? query.form().fields().getOrDefault(name, "")
        : "";
  }

  private static String text(Incoming.Document document, String name) {
    String text = document.fields().get(name);
    return text == null ? "" : text;
  }

  private static String token(Incoming.Document document) {
    return text(document, "ClientRequestToken");
  }

  private static Optional<AwsError> refusedIf(boolean refused, AwsError error) {
    return refused ? Optional.of(error) : Optional.empty();
  }

  private static AwsError noSuchEntity(String words) {
    return new AwsError("NoSuchEntity", 404, words);
  }
}
