package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Policy;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the checks look at, with the questions that several of them ask. */
record PlanInput(Observation seen, Policy policy, Goal goal, Instant now) {

  /** For the questions on which neither policy nor goal nor time bears. */
  static PlanInput of(Observation seen) {
    return new PlanInput(seen, Policy.DEFAULT, new Goal.Advance(), Instant.EPOCH);
  }

  /** The bound user. The guards come first in the chain and stop it where there is none. */
  IamUser user() {
    return seen.user().orElseThrow();
  }

  Ledger ledger() {
    return seen.ledger();
  }

  RunMemory memory() {
    return seen.memory();
  }

  Optional<Intent> intent() {
    return ledger().intent();
  }

  Optional<Previous> previous() {
    return ledger().previous();
  }

  Optional<VersionId> currentVersion() {
    return seen.secret().at(StagingLabel.AWSCURRENT);
  }

  /** The credential in AWSCURRENT; empty for a secret without a version. */
  Optional<Credential> current() {
    return currentVersion().flatMap(this::credential);
  }

  /** The key that AWSCURRENT names. */
  Optional<AccessKeyId> currentKey() {
    return current().map(Credential::id);
  }

  /** The current key as IAM lists it; empty where it is gone, or the secret names none. */
  Optional<AccessKey> listedCurrentKey() {
    return currentKey().flatMap(this::key);
  }

  boolean isCurrent(AccessKeyId key) {
    return currentKey().equals(Optional.of(key));
  }

  boolean isPrevious(AccessKeyId key) {
    return previous().filter(was -> was.key().equals(key)).isPresent();
  }

  /** Whether the current version or our bookkeeping names the key. */
  boolean isRecorded(AccessKeyId key) {
    return isCurrent(key) || ledger().currentKey().equals(Optional.of(key)) || isPrevious(key);
  }

  /** What this run's verification of a credential came to, if it has verified it. */
  Optional<Proof> proof(Credential credential) {
    return Optional.ofNullable(memory().proofs().get(credential));
  }

  /** Whether this run has proved that a credential works. */
  boolean isProved(Credential credential) {
    return proof(credential).equals(Optional.of(Proof.WORKS));
  }

  /** The credential that a version holds, if it was read and holds one. */
  Optional<Credential> credential(VersionId version) {
    return seen.values().get(version) instanceof VersionValue.Holds holds
        ? Optional.of(holds.credential())
        : Optional.empty();
  }

  /** The user's keys. The chain begins by listing them. */
  List<AccessKey> keys() {
    return seen.keys().orElseThrow();
  }

  Optional<AccessKey> key(AccessKeyId id) {
    return keys().stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** IAM gives a user room for two keys, whatever they are good for. */
  boolean isFull() {
    return keys().size() >= 2;
  }

  /** The version in which an announced rotation stores its key, unless that is current already. */
  Optional<VersionId> pendingToken() {
    return intent()
        .filter(Intent::open)
        .flatMap(Intent::token)
        .filter(token -> !currentVersion().equals(Optional.of(token)));
  }

  /** The version in which this run stores a key that it creates. */
  VersionId storeToken() {
    return pendingToken().orElse(memory().freshToken());
  }

  /** The announcement, by whichever run, that the secret is gone back to another key or version. */
  Optional<Intent> goingBack() {
    return intent().filter(it -> it.open() && it.verb() == Intent.Verb.ROLLBACK);
  }

  /** Whether it is announced that {@code key} is being made current again. */
  boolean isGoingBackTo(AccessKeyId key) {
    return goingBack().flatMap(Intent::key).equals(Optional.of(key));
  }

  /**
   * Whether it is announced that the version which holds the key that is recorded as current is
   * being gone back to: somebody wrote over the secret.
   */
  boolean isRestoring() {
    return goingBack().filter(it -> it.key().equals(ledger().currentKey())).isPresent();
  }

  boolean isMine(Intent intent) {
    return intent.open() && intent.holder().equals(memory().holder());
  }

  /**
   * Whether this run knows that no key was created under the announced rotation: it announced it
   * itself, under its own version, took no other over, and every attempt to create a key was
   * declined. Then a key that nobody knows is somebody else's, whenever it was created.
   */
  boolean nothingWasCreated() {
    return intent()
        .filter(it -> isMine(it) && it.verb() == Intent.Verb.ROTATE)
        .filter(it -> !it.since().isBefore(memory().begun()) && !memory().hasCreatedOrIsInDoubt())
        .filter(it -> it.token().equals(Optional.of(memory().freshToken())))
        .filter(it -> credential(memory().freshToken()).isEmpty())
        .isPresent();
  }

  /**
   * The bookkeeping with its intent closed; where nothing was created under it, it is no evidence
   * either. The rotation is forgotten then, unless Secrets Manager knows its version, or another
   * run may take it over before that arrives.
   */
  Ledger closed(Ledger ledger) {
    if (!nothingWasCreated() || ledger.intent().isEmpty()) {
      return ledger.closed(now);
    }
    Ledger withdrawn = ledger.with(ledger.intent().get().withdrawn(now));
    VersionId mine = memory().freshToken();
    return mayWrite() && !isLabelled(mine) ? withdrawn.forgetting(List.of(mine)) : withdrawn;
  }

  /** Whether the version carries a staging label. */
  boolean isLabelled(VersionId version) {
    return seen.secret().labels().containsValue(version);
  }

  /**
   * Whether this run may write under its intent: it is open, and within the part of its lease in
   * which writes are signed.
   */
  boolean mayWrite() {
    return intent()
        .filter(this::isMine)
        .filter(intent -> now.isBefore(policy.writesUntil(intent)))
        .isPresent();
  }

  /** Reads those of the parts that were not read since the last write; empty when all were. */
  Optional<Step> lookAgain(ReadPart... parts) {
    List<ReadPart> stale =
        Arrays.stream(parts).filter(part -> !seen.fresh().contains(part)).toList();
    return stale.isEmpty()
        ? Optional.empty()
        : Optional.of(new Step.Look(stale, Cause.of(Reason.LOOK_CLOSER)));
  }

  /** Until when what a run began at an instant may still take effect: as long as its lease. */
  Instant over(Instant since) {
    return since.plus(policy.lease());
  }

  /** Waits until then; empty when it is then, or later. */
  Optional<Step> waitUntil(Instant when, Cause cause) {
    return now.isBefore(when)
        ? Optional.of(new Step.Wait(when, cause.due(when)))
        : Optional.empty();
  }

  /**
   * Reads the secret once more if it was read before the keys: before concluding anything from a
   * key that the bookkeeping does not explain, since another run may have explained it in between.
   */
  Optional<Step> lookForNews() {
    return seen.secretIsLatest()
        ? Optional.empty()
        : Optional.of(new Step.Look(List.of(new ReadPart.Secret()), Cause.of(Reason.LOOK_CLOSER)));
  }

  /**
   * Announces an intent of ours that begins now.
   *
   * @param ledger the bookkeeping to write with it
   */
  Step.Announce announce(
      Ledger ledger,
      Intent.Verb verb,
      Optional<VersionId> token,
      Optional<AccessKeyId> key,
      Cause cause) {
    Instant until = now.plus(policy.lease());
    Intent intent = new Intent(verb, token, key, memory().holder(), now, until, true);
    return new Step.Announce(ledger.with(intent), cause);
  }

  /**
   * Announces that a rotation which was announced before goes on under this run: the time in which
   * it may have created a key began back then.
   */
  Step.Announce takeOver(Intent rotation, Cause cause) {
    Intent ours = rotation.takenOver(memory().holder(), now.plus(policy.lease()));
    return new Step.Announce(ledger().with(ours), cause);
  }

  /** Announces that what another run began goes on under this one, as old as it is. */
  Step.Announce goOn(Intent begun, Cause cause) {
    Intent ours = begun.renewed(memory().holder(), now.plus(policy.lease()));
    return new Step.Announce(ledger().with(ours), cause);
  }

  static Optional<Step> halt(Reason reason) {
    return Optional.of(new Step.Halt(Cause.of(reason)));
  }

  static Optional<Step> halt(Reason reason, AccessKeyId key) {
    return Optional.of(new Step.Halt(Cause.of(reason, key)));
  }

  /** Halts, unless another run has explained by now what this one met. */
  Optional<Step> haltWithoutNews(Reason reason, AccessKeyId key) {
    return lookForNews().or(() -> halt(reason, key));
  }
}
