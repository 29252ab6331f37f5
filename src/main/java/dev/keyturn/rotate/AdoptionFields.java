package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.FieldsSetting;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyCopy;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.RecognisedFields;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.CopyNote;
import dev.keyturn.plan.Reason;
import dev.keyturn.rotate.Adoption.Fields;
import dev.keyturn.rotate.Adoption.Request;
import dev.keyturn.rotate.Adoption.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which fields of the value an adoption goes by. Those that are only recognised are shown, and
 * wanted to be typed: from then on whatever they hold is replaced.
 *
 * @param deployment where settings come from besides the secret's tags
 */
record AdoptionFields(
    Ports ports,
    AdoptionLog log,
    List<PolicySource> deployment,
    IamUser user,
    List<AccessKey> keys,
    Request request) {

  /** The fields of a secret that is there. */
  SecretFields of(SecretDescription secret) {
    return switch (request.fields()) {
      case Fields.Named(SecretFields fields) -> ofUser(fields);
      case Fields.Unsaid unsaid -> said(secret.tags());
      case Fields.Recognised recognised -> {
        Optional<VersionId> current = secret.at(StagingLabel.AWSCURRENT);
        yield current.isEmpty() ? said(Map.of()) : recognisedOrNone(secret, current.get());
      }
    };
  }

  /** The fields of a secret that is to be made. */
  SecretFields ofNew() {
    return request.fields() instanceof Fields.Named(SecretFields fields)
        ? ofUser(fields)
        : said(Map.of());
  }

  private SecretFields said(Map<String, String> tags) {
    FieldsSetting setting = FieldsSetting.of(deployment, tags);
    return setting
        .fields()
        .map(fields -> fields.orOf(user.name()))
        .orElseThrow(() ->
            AdoptionLog.refuse(
                Reason.TAGS_INVALID,
                String.join("; ", setting.problems()) + ".",
                "Say which fields hold the key: "
                    + command("--fields auto, or with --fields 'id=FIELD secret=FIELD'")));
  }

  private SecretFields ofUser(SecretFields fields) {
    fields
        .user()
        .filter(name -> !name.sameAs(user.name()))
        .ifPresent(name -> {
          throw AdoptionLog.refuse(
              "The fields name IAM user %s, not %s.".formatted(name, user.name()),
              "Leave user:%s out of them: %s".formatted(name, command("--fields …")));
        });
    return fields.orOf(user.name());
  }

  private SecretFields recognisedOrNone(SecretDescription secret, VersionId version) {
    return switch (recognised(secret, version)) {
      case RecognisedFields.Known(SecretFields fields) -> fields;
      case RecognisedFields.SmtpPasswordOnly only -> throw smtpPasswordOnly(only);
      case RecognisedFields.Unknown unknown ->
          throw AdoptionLog.refuse(
              Reason.VALUE_UNUSABLE,
              "It cannot be told which fields of secret %s hold a key of IAM user %s."
                  .formatted(request.secret(), user.name()),
              "Say which: " + command("--fields 'id=FIELD secret=FIELD'"));
    };
  }

  private RecognisedFields recognised(SecretDescription secret, VersionId version) {
    return log.found(
            ports
                .secrets()
                .recognise(
                    secret.arn(),
                    version,
                    user.name(),
                    keys.stream().map(AccessKey::id).collect(Collectors.toSet())))
        .orElseGet(RecognisedFields.Unknown::new);
  }

  private AdoptionLog.Stop smtpPasswordOnly(RecognisedFields.SmtpPasswordOnly only) {
    return AdoptionLog.refuse(
        Reason.VALUE_UNUSABLE,
        "Secret %s holds an SMTP password in field %s, and no secret access key beside it."
            .formatted(request.secret(), only.password()),
        "Add the secret access key that the password was derived from, in a field secretAccessKey: a key is proved with that, and the next password derived. Then run this again.");
  }

  /**
   * Refuses a value that has its key in other fields than nobody has said anything of, or in more;
   * and names them.
   */
  void confirmed(SecretDescription secret, LabelledVersions versions) {
    Optional<VersionId> current = secret.at(StagingLabel.AWSCURRENT);
    if (!(request.fields() instanceof Fields.Unsaid)
        || current.isEmpty()
        || versions.provedBefore().isPresent()) {
      return;
    }
    switch (versions.current()) {
      case VersionValue.Absent absent -> {}
      case VersionValue.Unusable unusable -> {
        switch (recognised(secret, current.get())) {
          case RecognisedFields.Known(SecretFields fields) -> throw otherFields(fields);
          case RecognisedFields.SmtpPasswordOnly only -> throw smtpPasswordOnly(only);
          case RecognisedFields.Unknown unknown -> {}
        }
      }
      case VersionValue.Holds holds -> {
        boolean isNew = !user.boundSecret().equals(Optional.of(secret.arn()));
        if (isNew
            && holds.copies().stream().anyMatch(KeyCopy::whole)
            && recognised(secret, current.get())
                instanceof RecognisedFields.Known(SecretFields fields)) {
          throw moreFields(holds.copies(), fields, versions.fields());
        }
      }
    }
  }

  private AdoptionLog.Stop otherFields(SecretFields fields) {
    return AdoptionLog.unconfirmed(
        Optional.of(Reason.VALUE_UNUSABLE),
        "Secret %s holds the key in these fields: %s.".formatted(request.secret(), fields.text()),
        "If they are the right ones, run: " + command(fields),
        fields);
  }

  private AdoptionLog.Stop moreFields(List<KeyCopy> copies, SecretFields all, SecretFields as) {
    return AdoptionLog.unconfirmed(
        Optional.empty(),
        "Secret %s holds the key more than once. It is also in %s; whoever reads it there would be left with a key that is switched off."
            .formatted(request.secret(), CopyNote.places(copies)),
        "To have all of them replaced, run: %s. To leave these as they are, run: %s"
            .formatted(command(all), command(as)),
        all);
  }

  private String command(SecretFields fields) {
    return request.fields() instanceof Fields.Unsaid(Optional<Long> line) && line.isPresent()
        ? "what you typed, with this in the column fields of line %d: %s"
            .formatted(line.get(), fields.text())
        : command("--fields '%s'".formatted(fields.text()));
  }

  /** What was typed, as far as it is known here, with an option more. */
  private String command(String option) {
    if (request.source() instanceof Source.Given) {
      return "what you typed, with " + option;
    }
    StringBuilder command = new StringBuilder("keyturn adopt ");
    command.append(user.name()).append(" --secret ").append(request.secret());
    if (request.source() instanceof Source.NewKey) {
      command.append(" --new-key");
    }
    if (request.existing()) {
      command.append(" --existing");
    }
    request.settings().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(it ->
            command.append(" --").append(it.getKey().key()).append(' ').append(it.getValue()));
    return command.append(' ').append(option).toString();
  }

  /** Tells of copies that stay as they are. */
  void warnOfCopies(VersionValue current) {
    current
        .held()
        .flatMap(holds -> CopyNote.of(holds.copies(), request.secret(), Optional.of(user.name())))
        .ifPresent(log::warn);
  }

  /** The tags that say which fields hold the key; none where nobody needs to be told. */
  Map<String, String> tags(SecretFields fields, Map<String, String> before) {
    boolean isUsual =
        fields.equals(SecretFields.DEFAULT)
            && FieldsSetting.ofDeployment(deployment).isEmpty()
            && !before.containsKey(SecretFields.TAG)
            && !before.containsKey(SecretFields.ADOPTED_TAG);
    return isUsual
        ? Map.of()
        : Map.of(SecretFields.TAG, fields.text(), SecretFields.ADOPTED_TAG, fields.fingerprint());
  }
}
