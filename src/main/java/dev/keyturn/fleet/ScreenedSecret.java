package dev.keyturn.fleet;

import dev.keyturn.fleet.AccountNews.UserNews;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.ReadPart;
import dev.keyturn.plan.RunMemory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a list tells of one secret, and what a run would observe if that and the report are right.
 */
final class ScreenedSecret {
  /**
   * Stands for the secret half, which nobody reads here. No step is ever taken on such an
   * observation.
   */
  private static final SecretText UNREAD = SecretText.of("not read");

  /** Nobody announces anything under it, nor stores. */
  private static final String NOBODY = "screen";

  private static final VersionId NO_VERSION = new VersionId("00000000-0000-0000-0000-000000000000");

  private ScreenedSecret() {}

  /**
   * Whether AWSCURRENT is on the version in which the current key was proved, and nothing is
   * pending. A version's value never changes, so what it holds is known as long as the label stays.
   */
  static boolean isOnItsProvedVersion(SecretDescription secret) {
    Optional<VersionId> proved = secret.said().ledger().provedIn();
    return proved.isPresent()
        && proved.equals(secret.at(StagingLabel.AWSCURRENT))
        && secret.at(StagingLabel.AWSPENDING).isEmpty();
  }

  /** When the secret, its bookkeeping or a key of its was changed last, as far as is told. */
  static Instant lastChange(SecretDescription secret) {
    Ledger ledger = secret.said().ledger();
    return Stream.of(
            secret.changed().or(secret::created).stream(),
            ledger.previous().map(Ledger.Previous::since).stream(),
            ledger.intent().map(Intent::since).stream(),
            ledger.intent().map(Intent::until).stream(),
            ledger.retired().stream().map(Ledger.Retired::at),
            ledger.rotations().byVersion().values().stream().map(rotation -> rotation.since()))
        .flatMap(instants -> instants)
        .max(Instant::compareTo)
        // Of what nobody dates, nobody knows whether the report has it.
        .orElse(Instant.MAX);
  }

  /**
   * What a run would have read by now. That the user is bound to this secret is taken for granted,
   * as no list has tags of users; a close look asks IAM.
   *
   * @param keys the user's, explained
   * @param problems of the secret's tags and settings
   */
  static Observation observed(
      SecretDescription secret,
      UserNews user,
      List<AccessKey> keys,
      List<String> problems,
      Instant now) {
    Ledger ledger = secret.said().ledger();
    Map<VersionId, VersionValue> values = new HashMap<>();
    ledger.current().ifPresent(current -> hold(values, user, current.key(), current.provedIn()));
    IamUser bound =
        new IamUser(
            user.name(), ledger.userId().orElseThrow(), user.arn(), Optional.of(secret.arn()));
    return new Observation(
        ManagedSecret.of(secret.name()),
        secret,
        now,
        ledger,
        problems,
        values,
        Optional.of(bound),
        Optional.empty(),
        Optional.of(keys),
        Map.of(),
        Set.of(new ReadPart.Secret(), new ReadPart.User(), new ReadPart.Keys()),
        true,
        RunMemory.start(NOBODY, NO_VERSION, now));
  }

  private static void hold(
      Map<VersionId, VersionValue> values,
      UserNews user,
      AccessKeyId key,
      Optional<VersionId> provedIn) {
    provedIn.ifPresent(version ->
        values.put(
            version,
            new VersionValue.Holds(new Credential(user.name(), key, UNREAD), UNREAD, UNREAD, 0)));
  }
}
