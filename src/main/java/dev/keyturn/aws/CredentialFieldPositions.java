package dev.keyturn.aws;

import dev.keyturn.aws.DocumentFields.Field;
import dev.keyturn.aws.Splicing.Replacement;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.FieldPath;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretFields.Part;
import dev.keyturn.model.SecretFields.Place;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  private final SecretFields wanted;
  private final String text;
  private final Map<FieldPath, Field> fields;
  private final List<Place> places;

  private CredentialFieldPositions(
      SecretFields wanted, String text, Map<FieldPath, Field> fields, List<Place> places) {
    this.wanted = wanted;
    this.text = text;
    this.fields = fields;
    this.places = places;
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
    SecretFields wanted = format.fields();
    Set<FieldPath> paths = wanted.places().stream().map(Place::path).collect(Collectors.toSet());
    paths.addAll(SmtpFields.ALL);
    return switch (DocumentFields.read(wanted.form(), text, paths)) {
      case DocumentFields.Flaw(String problem) ->
          new Broken(problem, "Store %s.".formatted(format.example()));
      case DocumentFields.Found(Map<FieldPath, Field> fields) ->
          new CredentialFieldPositions(wanted, text, fields, wanted.places()).checked(format);
    };
  }

  private Result checked(SecretFormat format) {
    return wanted.places().stream()
        .flatMap(place -> unfit(format, place).stream())
        .findFirst()
        .or(this::malformed)
        .or(this::unlike)
        .or(() -> SmtpFields.problem(wanted, fields))
        .<Result>map(broken -> broken)
        .orElseGet(() -> new Sound(withSmtp()));
  }

  private CredentialFieldPositions withSmtp() {
    List<Place> all = new ArrayList<>(places);
    all.addAll(SmtpFields.places(wanted, fields));
    return new CredentialFieldPositions(wanted, text, fields, List.copyOf(all));
  }

  private Optional<Broken> unfit(SecretFormat format, Place place) {
    Field field = fields.get(place.path());
    return field == null
        ? Optional.of(
            new Broken(
                "has no field " + place.path(),
                "Add it (the format is %s), or adopt the secret with the fields that it has: keyturn adopt USER --secret SECRET --fields auto."
                    .formatted(format.example())))
        : unfit(place.path(), field, place.part() == Part.SMTP);
  }

  /** An SMTP password may be waiting for its first derivation. */
  static Optional<Broken> unfit(FieldPath path, Field field, boolean mayBeBlank) {
    if (!field.isString()) {
      return Optional.of(
          new Broken("has %s in field %s".formatted(field.type(), path), "Put a string there."));
    }
    return field.text().isBlank() && !mayBeBlank
        ? Optional.of(new Broken("has an empty field " + path, "Fill it in."))
        : Optional.empty();
  }

  private Optional<Broken> malformed() {
    for (FieldPath path : wanted.of(Part.USER)) {
      if (!UserName.isValid(at(path))) {
        return Optional.of(
            new Broken(
                "has no name of an IAM user in field " + path,
                "Put the name there, without path or ARN."));
      }
    }
    for (FieldPath path : wanted.of(Part.ID)) {
      if (!AccessKeyId.isValid(at(path))) {
        return Optional.of(
            new Broken(
                "has no access key ID in field " + path,
                "Put the ID there, which begins with AKIA."));
      }
    }
    return wanted.namesUser()
        ? Optional.empty()
        : Optional.of(
            new Broken(
                "names no IAM user, and nor does what is said of its fields",
                "Add the word user:NAME to it, or user=FIELD."));
  }

  /** Whoever reads the second place would have another key, which nobody has proved. */
  private Optional<Broken> unlike() {
    for (Part part : List.of(Part.USER, Part.ID, Part.SECRET)) {
      List<FieldPath> paths = wanted.of(part);
      for (FieldPath path : paths) {
        if (!at(path).equals(at(paths.getFirst()))) {
          return Optional.of(
              new Broken(
                  "holds one thing in field %s and another in field %s"
                      .formatted(paths.getFirst(), path),
                  "Put the same into both, or leave one of them out of the secret's fields."));
        }
      }
    }
    return Optional.empty();
  }

  private String at(FieldPath path) {
    return Optional.ofNullable(fields.get(path)).map(Field::text).orElse("");
  }

  /** The credential that the document holds. */
  Credential credential() {
    return new Credential(
        wanted.user().orElseGet(() -> new UserName(at(wanted.of(Part.USER).getFirst()))),
        new AccessKeyId(at(wanted.of(Part.ID).getFirst())),
        SecretText.of(at(wanted.of(Part.SECRET).getFirst())));
  }

  /** Whether a rotation replaces what is there. */
  boolean replaces(FieldPath path) {
    return places.stream().anyMatch(place -> place.path().equals(path));
  }

  /** The document with another credential. */
  String with(Credential other) {
    return Splicing.splice(
        text,
        replacements(place -> SecretFormat.valueAt(place, other)),
        DocumentFields.spelling(wanted.form()));
  }

  /** The document without what a rotation replaces. */
  String withoutKey() {
    return Splicing.splice(text, replacements(place -> ""), nothing -> "");
  }

  private List<Replacement> replacements(Function<Place, String> values) {
    return places.stream()
        .flatMap(place ->
            Optional.ofNullable(fields.get(place.path())).stream()
                .map(field -> new Replacement(field, values.apply(place))))
        .toList();
  }
}
