package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Current;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.ReadResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The versions of a secret that carry a staging label, with their values: all that whoever may read
 * the secret can ask for by a label, and so what a user is bound to with the secret.
 */
final class LabelledVersions {
  private final SecretDescription secret;
  private final SecretFields fields;
  private final Map<VersionId, VersionValue> values;

  private LabelledVersions(
      SecretDescription secret, SecretFields fields, Map<VersionId, VersionValue> values) {
    this.secret = secret;
    this.fields = fields;
    this.values = Map.copyOf(values);
  }

  /** Takes what a read has found, and ends the adoption where it failed. */
  interface Found {
    <T> Optional<T> in(ReadResult<T> read);
  }

  static LabelledVersions read(
      Ports ports, SecretDescription secret, SecretFields fields, Found found) {
    Map<VersionId, VersionValue> values = new HashMap<>();
    for (VersionId version : secret.labels().values()) {
      if (!values.containsKey(version)) {
        values.put(
            version,
            found
                .in(ports.secrets().value(secret.arn(), version, fields))
                .orElseGet(VersionValue.Absent::new));
      }
    }
    return new LabelledVersions(secret, fields, values);
  }

  /** Which fields of the values hold the key. */
  SecretFields fields() {
    return fields;
  }

  /** The value that consumers read; Absent where there is none. */
  VersionValue current() {
    return at(StagingLabel.AWSCURRENT).map(values::get).orElseGet(VersionValue.Absent::new);
  }

  Optional<VersionId> at(StagingLabel label) {
    return secret.at(label);
  }

  Optional<Credential> credentialIn(StagingLabel label) {
    return at(label)
        .map(values::get)
        .flatMap(VersionValue::held)
        .map(VersionValue.Holds::credential);
  }

  /** The key that the current version names, and that version. */
  Optional<Current> heldInCurrent() {
    return credentialIn(StagingLabel.AWSCURRENT)
        .map(held -> new Current(held.id(), at(StagingLabel.AWSCURRENT)));
  }

  /** The version that our bookkeeping says was proved, where AWSCURRENT has left it. */
  Optional<VersionId> provedBefore() {
    return secret
        .said()
        .ledger()
        .provedIn()
        .filter(version -> !at(StagingLabel.AWSCURRENT).equals(Optional.of(version)));
  }

  /**
   * Refuses a secret in which somebody else's key can be read: from AWSPREVIOUS, say, where it was
   * that user's before. Whoever is to read the new user's key would read that one as well.
   */
  Optional<Adoption.Result> anothersKey(
      Ports ports, IamUser user, List<AccessKey> keys, Found found) {
    for (Map.Entry<StagingLabel, VersionId> label : secret.labels().entrySet()) {
      Optional<Credential> held = credentialIn(label.getKey()).filter(it -> !isIn(keys, it.id()));
      Optional<String> owner = held.flatMap(it -> owner(ports, user, it, found));
      if (owner.isPresent()) {
        return Optional.of(
            new Adoption.Result.Refused(
                Optional.empty(),
                "Secret %s holds key %s of %s, in the version that carries %s."
                    .formatted(
                        secret.name(),
                        held.orElseThrow().id().masked(),
                        owner.get(),
                        label.getKey()),
                "Use a secret of its own for each user: whoever may read this one would have both keys."));
      }
    }
    return Optional.empty();
  }

  /** Whose living key it is; empty where it is nobody's any more. */
  private static Optional<String> owner(Ports ports, IamUser user, Credential held, Found found) {
    if (!held.user().sameAs(user.name())) {
      List<AccessKey> theirs = found.in(ports.keys().list(held.user())).orElse(List.of());
      if (isIn(theirs, held.id())) {
        return Optional.of("IAM user " + held.user());
      }
    }
    return ports.probe().probe(held, user) instanceof IdentityProbe.Result.SomeoneElse other
        ? Optional.of(other.arn())
        : Optional.empty();
  }

  private static boolean isIn(List<AccessKey> keys, AccessKeyId id) {
    return keys.stream().anyMatch(key -> key.id().equals(id));
  }

  /**
   * Refuses a secret whose current version holds no working key while the one that was current last
   * is Active: going back to that is what its consumers need first.
   */
  Optional<Adoption.Result> worksBefore(
      List<AccessKey> keys, Ledger before, Adoption.Request request) {
    return before
        .currentKey()
        .filter(key -> provedBefore().isPresent())
        .filter(key -> keys.stream().anyMatch(it -> it.id().equals(key) && it.isActive()))
        .map(key ->
            new Adoption.Result.Refused(
                Optional.empty(),
                "Secret %s does not hold a working key in its current version; key %s, which was current last, is Active."
                    .formatted(request.secret(), key.masked()),
                goBack(request)));
  }

  private static String goBack(Adoption.Request request) {
    return "To go back to the version that was current last, run: keyturn rollback %s"
        .formatted(request.secret());
  }

  /** What to do where the current version holds no working key, and another version does. */
  Optional<String> whatWorks(List<AccessKey> keys, Adoption.Request request) {
    if (provedBefore().isPresent()) {
      return Optional.of(goBack(request));
    }
    if (isActiveIn(StagingLabel.AWSCURRENT, keys)) {
      return Optional.of(
          "The secret holds an Active key of the user. Adopt it as it is: keyturn adopt %s --secret %s"
              .formatted(request.user(), request.secret()));
    }
    Optional<VersionId> current = at(StagingLabel.AWSCURRENT);
    Optional<VersionId> previous = at(StagingLabel.AWSPREVIOUS);
    return isActiveIn(StagingLabel.AWSPREVIOUS, keys) && current.isPresent() && previous.isPresent()
        ? Optional.of(
            "The version in AWSPREVIOUS holds an Active key of the user. To go back to it: aws secretsmanager update-secret-version-stage --secret-id %s --version-stage AWSCURRENT --move-to-version-id %s --remove-from-version-id %s, then run this again."
                .formatted(request.secret(), previous.get(), current.get()))
        : Optional.empty();
  }

  private boolean isActiveIn(StagingLabel label, List<AccessKey> keys) {
    return credentialIn(label)
        .filter(held -> keys.stream().anyMatch(key -> key.id().equals(held.id()) && key.isActive()))
        .isPresent();
  }
}
