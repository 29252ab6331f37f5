package dev.keyturn.process;

import static dev.keyturn.contract.Difference.ATTACH_NOT_COMPARED;
import static dev.keyturn.contract.Difference.INACTIVE_KEY_WORKS;
import static dev.keyturn.contract.Difference.NO_KEY_QUOTA;
import static dev.keyturn.contract.Difference.OLD_SIGNATURE_WORKS;
import static dev.keyturn.contract.Difference.OTHERS_KEY_TAKEN;
import static dev.keyturn.contract.Difference.REFUSED_MOVE_TAKES_LABEL;
import static dev.keyturn.contract.Difference.TOKEN_REUSED;
import static dev.keyturn.contract.Difference.UNKNOWN_USER_LISTS_EMPTY;

import dev.keyturn.contract.Difference;
import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.ParsedRequest;
import dev.keyturn.sim.wire.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS refuses and one of the emulators does not, each rule after AWS's documentation of the
 * operation.
 */
final class Refusals {
  /** What AWS refuses. */
  @FunctionalInterface
  interface Rule {
    /** The refusal, where AWS would give one. */
    Optional<ServiceError> refusal(Request request, ParsedRequest.Known asked);
  }

  private static final DateTimeFormatter SIGNED =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private final Lookup lookup;
  private final String administrator;
  private final Duration signaturesLast;

  /**
   * Rules that look at an emulator's state.
   *
   * @param administrator the access key ID that everything is done with
   * @param signaturesLast how long a signature is good
   */
  Refusals(Lookup lookup, String administrator, Duration signaturesLast) {
    this.lookup = lookup;
    this.administrator = administrator;
    this.signaturesLast = signaturesLast;
  }

  /** All rules, by the difference that they make up for, in the order in which AWS looks. */
  Map<Difference, Rule> rules() {
    Map<Difference, Rule> rules = new LinkedHashMap<>();
    rules.put(OLD_SIGNATURE_WORKS, this::oldSignature);
    rules.put(INACTIVE_KEY_WORKS, this::inactiveKey);
    rules.put(UNKNOWN_USER_LISTS_EMPTY, this::unknownUser);
    rules.put(NO_KEY_QUOTA, this::thirdKey);
    rules.put(OTHERS_KEY_TAKEN, this::othersKey);
    rules.put(TOKEN_REUSED, this::tokenTaken);
    rules.put(REFUSED_MOVE_TAKES_LABEL, this::noSuchVersion);
    rules.put(ATTACH_NOT_COMPARED, this::labelElsewhere);
    return rules;
  }

  /** Signature Version 4: a request is good for a quarter of an hour from its date. */
  private Optional<ServiceError> oldSignature(Request request, ParsedRequest.Known asked) {
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
  private Optional<ServiceError> inactiveKey(Request request, ParsedRequest.Known asked) {
    String signer = request.signer();
    boolean inactive = !signer.equals(administrator) && lookup.isInactive(signer);
    return refusedIf(inactive, CommonError.UNKNOWN_KEY.of(asked.service()));
  }

  /** The keys of a user that does not exist are not an empty list. */
  private Optional<ServiceError> unknownUser(Request request, ParsedRequest.Known asked) {
    return user(asked, "ListAccessKeys")
        .filter(name -> !lookup.isUser(name))
        .map(name -> noSuchEntity("The user with name " + name + " cannot be found."));
  }

  /** IAM quotas: two access keys a user, Inactive ones counted. */
  private Optional<ServiceError> thirdKey(Request request, ParsedRequest.Known asked) {
    return user(asked, "CreateAccessKey")
        .filter(name -> lookup.keys(name).size() >= 2)
        .map(name ->
            new ServiceError("LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: 2"));
  }

  /** A key is known under the user that has it, and no other. */
  private Optional<ServiceError> othersKey(Request request, ParsedRequest.Known asked) {
    return user(asked, "DeleteAccessKey")
        .filter(name -> !lookup.keys(name).contains(parameter(asked, "AccessKeyId")))
        .map(name -> noSuchEntity("The Access Key with that id cannot be found."));
  }

  /** PutSecretValue: a version that exists cannot be given another value. */
  private Optional<ServiceError> tokenTaken(Request request, ParsedRequest.Known asked) {
    return document(asked, "PutSecretValue")
        .filter(document ->
            lookup
                .value(text(document, "SecretId"), token(document))
                .filter(value -> !value.equals(text(document, "SecretString")))
                .isPresent())
        .map(document ->
            new ServiceError(
                "ResourceExistsException",
                400,
                "You can't use ClientRequestToken %s because that value is already in use for a version of the secret."
                    .formatted(token(document))));
  }

  /** UpdateSecretVersionStage: a version that a label is to move to has to exist. */
  private Optional<ServiceError> noSuchVersion(Request request, ParsedRequest.Known asked) {
    return document(asked, "UpdateSecretVersionStage")
        .filter(document -> !text(document, "MoveToVersionId").isEmpty())
        .filter(document ->
            !lookup
                .labels(text(document, "SecretId"))
                .containsKey(text(document, "MoveToVersionId")))
        .map(document ->
            new ServiceError(
                "ResourceNotFoundException",
                400,
                "Secrets Manager can't find the specified secret version."));
  }

  /** UpdateSecretVersionStage: whoever moves a label names the version that it leaves. */
  private Optional<ServiceError> labelElsewhere(Request request, ParsedRequest.Known asked) {
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
            new ServiceError(
                "InvalidParameterException",
                400,
                "RemoveFromVersionId must be set to the version that currently has the staging label."));
  }

  private static Optional<String> user(ParsedRequest.Known asked, String operation) {
    return asked.service() == Service.IAM && asked.operation().equals(operation)
        ? Optional.of(parameter(asked, "UserName"))
        : Optional.empty();
  }

  static Optional<ParsedRequest.Document> document(ParsedRequest.Known asked, String operation) {
    return asked instanceof ParsedRequest.Document document
            && document.operation().equals(operation)
        ? Optional.of(document)
        : Optional.empty();
  }

  private static String parameter(ParsedRequest.Known asked, String name) {
    return asked instanceof ParsedRequest.Query query
        ? query.form().fields().getOrDefault(name, "")
        : "";
  }

  static String text(ParsedRequest.Document document, String name) {
    String text = document.fields().get(name);
    return text == null ? "" : text;
  }

  static String token(ParsedRequest.Document document) {
    return text(document, "ClientRequestToken");
  }

  private static Optional<ServiceError> refusedIf(boolean refused, ServiceError error) {
    return refused ? Optional.of(error) : Optional.empty();
  }

  private static ServiceError noSuchEntity(String words) {
    return new ServiceError("NoSuchEntity", 404, words);
  }
}
