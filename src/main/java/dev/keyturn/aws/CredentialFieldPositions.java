package dev.keyturn.aws;

import static dev.keyturn.aws.SecretFormat.SMTP_PASSWORD;
import static dev.keyturn.aws.SecretFormat.SMTP_REGION;
import static dev.keyturn.aws.SecretFormat.SMTP_USER;

import dev.keyturn.aws.JsonFieldFinder.Field;
import dev.keyturn.aws.JsonStrings.Replacement;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where in a document the credential's fields are, once they are all found fit. */
final class CredentialFieldPositions {
  /** What came of looking. */
  sealed interface Result {}

  /** All is where it should be. */
  record Sound(CredentialFieldPositions layout) implements Result {}

  /**
   * Not a document that a rotation may touch.
   *
   * @param problem what follows "The secret's value"; shows nothing of the value
   */
  record Broken(String problem, String fix) implements Result {}

  private final SecretFormat format;
  private final String text;
  private final Map<String, Field> fields;

  private CredentialFieldPositions(SecretFormat format, String text, Map<String, Field> fields) {
    this.format = format;
    this.text = text;
    this.fields = fields;
  }

  /** Looks for the fields of {@code format} in {@code text}. */
  static Result of(SecretFormat format, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return new Broken(
          "holds half a character (an unpaired surrogate)", "Store it again as UTF-8.");
    }
    if (SecretFormat.bytes(text) > SecretFormat.LARGEST) {
      return new Broken(
          "is larger than the 65,536 bytes that Secrets Manager takes",
          "Keep elsewhere what is not needed here.");
    }
    Set<String> wanted =
        Set.of(
            format.userField(),
            format.idField(),
            format.secretField(),
            SMTP_USER,
            SMTP_PASSWORD,
            SMTP_REGION);
    return switch (JsonFieldFinder.read(text, wanted)) {
      case JsonFieldFinder.Flaw(String problem) ->
          new Broken(problem, "Store %s.".formatted(format.example()));
      case JsonFieldFinder.Fields(Map<String, Field> fields) ->
          new CredentialFieldPositions(format, text, fields).checked();
    };
  }

  private Result checked() {
    return required().stream()
        .flatMap(name -> missing(name).stream())
        .findFirst()
        .or(this::malformed)
        .<Result>map(broken -> broken)
        .orElseGet(() -> new Sound(this));
  }

  /** In the order in which a person would look for them. */
  private List<String> required() {
    List<String> names =
        new ArrayList<>(List.of(format.userField(), format.idField(), format.secretField()));
    if (fields.containsKey(SMTP_PASSWORD)) {
      names.addAll(List.of(SMTP_PASSWORD, SMTP_REGION));
      if (fields.containsKey(SMTP_USER)) {
        names.add(SMTP_USER);
      }
    }
    return names;
  }

  private Optional<Broken> missing(String name) {
    Field field = fields.get(name);
    if (field == null) {
      return Optional.of(
          new Broken(
              "has no field " + name,
              name.equals(SMTP_REGION)
                  ? "Add SmtpRegion, the Region of the SES endpoint: SmtpPassword depends on it."
                  : "Add it (the format is %s), or configure the names of the fields."
                      .formatted(format.example())));
    }
    if (!field.isString()) {
      return Optional.of(
          new Broken("has %s in field %s".formatted(field.type(), name), "Put a string there."));
    }
    // An SMTP password may be waiting for its first derivation.
    return field.text().isBlank() && !name.equals(SMTP_PASSWORD) && !name.equals(SMTP_USER)
        ? Optional.of(new Broken("has an empty field " + name, "Fill it in."))
        : Optional.empty();
  }

  private Optional<Broken> malformed() {
    if (!UserName.isValid(at(format.userField()))) {
      return Optional.of(
          new Broken(
              "has no name of an IAM user in field " + format.userField(),
              "Put the name there, without path or ARN."));
    }
    if (!AccessKeyId.isValid(at(format.idField()))) {
      return Optional.of(
          new Broken(
              "has no access key ID in field " + format.idField(),
              "Put the ID there, which begins with AKIA."));
    }
    return fields.containsKey(SMTP_PASSWORD) && !SmtpPassword.isRegion(at(SMTP_REGION))
        ? Optional.of(
            new Broken("has no Region in field SmtpRegion", "Put one there, such as eu-central-1."))
        : Optional.empty();
  }

  private String at(String name) {
    return Optional.ofNullable(fields.get(name)).map(Field::text).orElse("");
  }

  /** The credential that the document holds. */
  Credential credential() {
    return new Credential(
        new UserName(at(format.userField())),
        new AccessKeyId(at(format.idField())),
        SecretText.of(at(format.secretField())));
  }

  /** The document with another credential. */
  String with(Credential other) {
    String secret = other.secretAccessKey().reveal();
    List<Replacement> replacements = new ArrayList<>();
    replace(replacements, format.userField(), other.user().value());
    replace(replacements, format.idField(), other.id().value());
    replace(replacements, format.secretField(), secret);
    if (fields.containsKey(SMTP_PASSWORD)) {
      replace(replacements, SMTP_USER, other.id().value());
      replace(replacements, SMTP_PASSWORD, SmtpPassword.of(secret, at(SMTP_REGION)));
    }
    return JsonStrings.splice(text, replacements);
  }

  private void replace(List<Replacement> replacements, String name, String value) {
    Optional.ofNullable(fields.get(name))
        .ifPresent(field -> replacements.add(new Replacement(field, value)));
  }
}
