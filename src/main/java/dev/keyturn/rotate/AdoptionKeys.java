package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Current;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.rotate.Adoption.Request;
import dev.keyturn.rotate.Adoption.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which keys the adoption of a secret that exists records: the current one only where it was
 * proved, and the previous one only where a version of the secret holds it.
 *
 * @param log where it says what it changes
 * @param keys the user's
 */
record AdoptionKeys(
    Ports ports,
    boolean dryRun,
    AdoptionLog log,
    IamUser user,
    List<AccessKey> keys,
    SecretDescription secret,
    LabelledVersions versions) {
  /** An adoption that was interrupted is begun again by then. */
  private static final Duration BEGUN_LATELY = Duration.ofHours(1);

  /** The key to record as the current one, proved; none where a rotation is to make it. */
  Optional<Current> current(Ledger before, Request request) {
    Optional<Credential> held = versions.current().held().map(VersionValue.Holds::credential);
    return switch (request.source()) {
      case Source.InSecret inSecret -> {
        Credential credential =
            held.orElseThrow(() ->
                AdoptionLog.refuse(
                    Reason.NO_CURRENT_VERSION,
                    "Secret %s has no value yet.".formatted(request.secret()),
                    "Add --new-key to have its first key created."));
        AdoptionLog.stopIf(
            AdoptionChecks.key(user, keys, credential, versions.whatWorks(keys, request)));
        IdentityProbe.Result probed = ports.probe().probe(credential, user);
        if (probed instanceof IdentityProbe.Result.WrongSecret) {
          AdoptionLog.stopIf(versions.worksBefore(keys, before, request));
        }
        AdoptionLog.stopIf(AdoptionChecks.works(credential, probed));
        yield Optional.of(new Current(credential.id(), secret.at(StagingLabel.AWSCURRENT)));
      }
      case Source.Given(Credential given) -> {
        AdoptionLog.stopIf(
            AdoptionChecks.key(user, keys, given, versions.whatWorks(keys, request)));
        AdoptionLog.stopIf(AdoptionChecks.works(given, ports.probe().probe(given, user)));
        yield Optional.of(
            held.equals(Optional.of(given))
                ? new Current(given.id(), secret.at(StagingLabel.AWSCURRENT))
                : new Current(given.id(), Optional.of(put(held, given, request))));
      }
      case Source.NewKey newKey -> {
        boolean works = held.isPresent() && works(held.get(), "the new key replaces it");
        if (!works) {
          AdoptionLog.stopIf(versions.worksBefore(keys, before, request));
        }
        if (!works && !isKnown(before) && !request.existing()) {
          AdoptionLog.stopIf(AdoptionChecks.madeBefore(request.secret(), secret.created()));
        }
        yield held.filter(credential -> works)
            .map(credential -> new Current(credential.id(), secret.at(StagingLabel.AWSCURRENT)));
      }
    };
  }

  /**
   * Whether an administrator has bound the user to the secret before; or has just begun to, as far
   * as the secret says, which whoever made it may have written.
   */
  private boolean isKnown(Ledger before) {
    Instant lately = ports.clock().instant().minus(BEGUN_LATELY);
    return user.boundSecret().equals(Optional.of(secret.arn()))
        || (before.userId().isPresent()
            && secret.created().filter(created -> created.isAfter(lately)).isPresent());
  }

  /** Whether a key in the secret can be used from there; where it cannot, says so. */
  private boolean works(Credential held, String then) {
    String key = held.id().masked();
    if (keys.stream().noneMatch(it -> it.id().equals(held.id()) && it.isActive())) {
      log.warn("The secret names key %s, which is Inactive or gone; %s.".formatted(key, then));
      return false;
    }
    IdentityProbe.Result probed = ports.probe().probe(held, user);
    if (probed instanceof IdentityProbe.Result.WrongSecret) {
      log.warn(
          "The secret access key in the secret does not belong to key %s; %s."
              .formatted(key, then));
      return false;
    }
    AdoptionLog.stopIf(AdoptionChecks.works(held, probed));
    return true;
  }

  /**
   * The given key is put into a secret that holds no working key of the user, as after somebody has
   * made another with another tool, and deleted the secret's own.
   */
  private VersionId put(Optional<Credential> held, Credential given, Request request) {
    if (held.isPresent()
        && !held.get().id().equals(given.id())
        && works(held.get(), "the given key replaces it")) {
      throw AdoptionLog.refuse(
          "Secret %s exists and holds another key of the user, %s, which works."
              .formatted(request.secret(), held.get().id().masked()),
          "Adopt it as it is: keyturn adopt %s --secret %s. Or choose another name."
              .formatted(user.name(), request.secret()));
    }
    VersionId version = ports.names().version();
    log.change("stored key %s in secret %s".formatted(given.id().masked(), request.secret()));
    if (!dryRun) {
      Optional<SecretText> base =
          secret
              .at(StagingLabel.AWSCURRENT)
              .flatMap(current ->
                  log.found(ports.secrets().value(secret.arn(), current, versions.fields())))
              .flatMap(VersionValue::held)
              .map(VersionValue.Holds::document);
      log.done(
          ports
              .secrets()
              .put(
                  secret.arn(),
                  version,
                  ports.secrets().document(base, given, versions.fields()),
                  StagingLabel.AWSCURRENT),
          "secretsmanager:PutSecretValue");
    }
    return version;
  }

  /**
   * The previous key: the one that was recorded as current before, if there still is one; or, where
   * nothing is recorded, as after somebody took the tags away, the one in AWSPREVIOUS, if it works;
   * or one in the secret that does not work from there, and is to be replaced.
   */
  Optional<Previous> previous(Ledger before, Optional<Current> current) {
    Instant now = ports.clock().instant();
    Optional<Current> was =
        before.current().filter(it -> !current.map(Current::key).equals(Optional.of(it.key())));
    Optional<Previous> displaced = was.flatMap(it -> previous(it.key(), it.provedIn(), now));
    if (displaced.isPresent() || before.previous().isPresent()) {
      return displaced;
    }
    Optional<Previous> replaced =
        current.isPresent()
            ? Optional.empty()
            : versions.heldInCurrent().flatMap(held -> previous(held.key(), held.provedIn(), now));
    return replaced.or(() ->
        versions
            .credentialIn(StagingLabel.AWSPREVIOUS)
            .filter(it -> !current.map(Current::key).equals(Optional.of(it.id())))
            .filter(it -> keys.stream().anyMatch(key -> key.id().equals(it.id()) && key.isActive()))
            .filter(it -> ports.probe().probe(it, user) instanceof IdentityProbe.Result.Works)
            .flatMap(it -> previous(it.id(), versions.at(StagingLabel.AWSPREVIOUS), now)));
  }

  private Optional<Previous> previous(AccessKeyId id, Optional<VersionId> provedIn, Instant now) {
    return keys.stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .map(key ->
            new Previous(id, key.isActive() ? State.ACTIVE : State.OFF_BY_HAND, now, provedIn));
  }
}
