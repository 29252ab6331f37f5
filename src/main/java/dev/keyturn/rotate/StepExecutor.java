package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.RunMemory;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Failure;
import dev.keyturn.port.WriteResult;
import java.util.Optional;
import java.util.Set;

/** Performs one write, and folds into the observations what is known of its outcome. */
final class StepExecutor {
  /** What a write came to, for the loop. */
  sealed interface Result {
    /** Its outcome is known and folded in. */
    record Settled() implements Result {}

    /** The world was not as expected, and nothing changed: what was read is out of date. */
    record OutOfDate() implements Result {}

    /**
     * It may or may not have happened, or cannot happen before something else is seen: wait a
     * little, then look.
     */
    record InDoubt(Failure failure) implements Result {}

    /** It did not happen, and nothing changed. */
    record Failed(Failure failure) implements Result {}
  }

  private final Ports ports;
  private final String secret;
  private final RunObservations observations;

  StepExecutor(Ports ports, String secret, RunObservations observations) {
    this.ports = ports;
    this.secret = secret;
    this.observations = observations;
  }

  /** Writes what differs. What is forgotten is taken away by {@link #takeAway}, if at all. */
  Result note(Ledger after) {
    return switch (ports.secrets().tag(secret, observations.changes(after))) {
      case WriteResult.Done<Integer> done -> settled(() -> observations.wrote(after));
      case WriteResult.Refused<Integer> refused -> new Result.OutOfDate();
      case WriteResult.Failed<Integer>(Failure failure) -> new Result.Failed(failure);
      case WriteResult.InDoubt<Integer>(Failure failure) -> new Result.InDoubt(failure);
    };
  }

  /**
   * Takes tags away that nothing depends on. It is tried once, as there will be another time.
   *
   * @return what went wrong
   */
  Optional<Failure> takeAway(Set<String> tags) {
    if (tags.isEmpty()) {
      return Optional.empty();
    }
    return switch (ports.secrets().untag(secret, tags)) {
      case WriteResult.Done<Integer> done -> Optional.empty();
      case WriteResult.Refused<Integer> gone -> Optional.empty();
      case WriteResult.Failed<Integer>(Failure failure) -> Optional.of(failure);
      case WriteResult.InDoubt<Integer>(Failure failure) -> Optional.of(failure);
    };
  }

  Result create() {
    return switch (ports.keys().create(user())) {
      case WriteResult.Done<MintedKey>(MintedKey minted) ->
          settled(() -> {
            observations.added(new AccessKey(minted.id(), KeyStatus.ACTIVE, minted.created()));
            observations.remember(memory -> memory.created(minted));
          });
      case WriteResult.Refused<MintedKey> refused -> {
        observations.remember(RunMemory::creationDeclined);
        yield new Result.InDoubt(
            new Failure.Rejected(
                "iam:CreateAccessKey", "LimitExceeded", "the user has two keys already"));
      }
      case WriteResult.Failed<MintedKey>(Failure failure) -> new Result.Failed(failure);
      case WriteResult.InDoubt<MintedKey>(Failure failure) -> {
        observations.remember(RunMemory::creationInDoubt);
        yield new Result.InDoubt(failure);
      }
    };
  }

  /**
   * Stores the minted key. A failure for good is remembered, so that the key is deleted again
   * instead of becoming an orphan.
   */
  Result store(Step.Store step) {
    SecretText document =
        ports.secrets().document(step.base(), step.credential(), observations.fields());
    return switch (ports.secrets().put(secret, step.token(), document, StagingLabel.AWSPENDING)) {
      case WriteResult.Done<VersionId> done -> {
        boolean first = observations.observation().secret().at(StagingLabel.AWSCURRENT).isEmpty();
        observations.stored(step.token(), step.credential(), document);
        observations.remember(RunMemory::settled);
        observations.moved(StagingLabel.AWSPENDING, Optional.of(step.token()));
        yield first ? new Result.OutOfDate() : new Result.Settled();
      }
      case WriteResult.Refused<VersionId> refused -> {
        observations.remember(RunMemory::storeFailed);
        yield new Result.Failed(
            new Failure.Rejected(
                "secretsmanager:PutSecretValue",
                refused.refusal().name(),
                "the new version could not be stored"));
      }
      case WriteResult.Failed<VersionId>(Failure failure) -> {
        if (!failure.isPassing()) {
          observations.remember(RunMemory::storeFailed);
        }
        yield new Result.Failed(failure);
      }
      case WriteResult.InDoubt<VersionId>(Failure failure) -> {
        observations.remember(memory -> memory.storeDoubted(step.token()));
        yield new Result.Failed(failure);
      }
    };
  }

  Result promote(Step.Promote step) {
    return moved(StagingLabel.AWSCURRENT, step.from(), Optional.of(step.to()));
  }

  Result takePendingOff(Step.TakePendingOff step) {
    return moved(StagingLabel.AWSPENDING, Optional.of(step.version()), Optional.empty());
  }

  private Result moved(StagingLabel label, Optional<VersionId> from, Optional<VersionId> to) {
    return switch (ports.secrets().move(secret, label, from, to)) {
      case WriteResult.Done<StagingLabel> done -> settled(() -> observations.moved(label, to));
      case WriteResult.Refused<StagingLabel> refused -> new Result.OutOfDate();
      case WriteResult.Failed<StagingLabel>(Failure failure) -> new Result.Failed(failure);
      case WriteResult.InDoubt<StagingLabel>(Failure failure) -> new Result.InDoubt(failure);
    };
  }

  Result setStatus(AccessKeyId key, KeyStatus status) {
    return switch (ports.keys().setStatus(user(), key, status)) {
      case WriteResult.Done<KeyStatus> done -> settled(() -> observations.switched(key, status));
      case WriteResult.Refused<KeyStatus> refused -> new Result.OutOfDate();
      case WriteResult.Failed<KeyStatus>(Failure failure) -> new Result.Failed(failure);
      case WriteResult.InDoubt<KeyStatus>(Failure failure) -> new Result.InDoubt(failure);
    };
  }

  /**
   * Deletes a key; one that is gone already is deleted, too. The key in hand is its own user's,
   * whomever the secret names by now. Where IAM does not find it, it may not be known everywhere
   * yet: then it stays one that there may be.
   */
  Result delete(Step.DeleteKey step) {
    Optional<MintedKey> inHand =
        observations.memory().minted().filter(minted -> minted.id().equals(step.key()));
    UserName owner = inHand.map(minted -> minted.credential().user()).orElseGet(this::user);
    return switch (ports.keys().delete(owner, step.key())) {
      case WriteResult.Done<AccessKeyId> done -> settled(() -> deleted(step, inHand.isPresent()));
      case WriteResult.Refused<AccessKeyId> gone ->
          settled(() -> {
            if (inHand.isPresent()) {
              observations.remember(RunMemory::settled);
            }
            deleted(step, false);
          });
      case WriteResult.Failed<AccessKeyId>(Failure failure) -> new Result.Failed(failure);
      case WriteResult.InDoubt<AccessKeyId>(Failure failure) -> new Result.InDoubt(failure);
    };
  }

  private void deleted(Step.DeleteKey step, boolean inHand) {
    observations.deleted(step.key());
    Reason reason = step.cause().reason();
    if (inHand || reason == Reason.ORPHAN || reason == Reason.MADE_FOR_ANOTHER) {
      observations.remember(memory -> memory.removed(step.key()));
    }
    if (reason == Reason.PENDING_DISCARDED) {
      observations.remember(RunMemory::discardedPending);
    }
  }

  private UserName user() {
    return observations.user().orElseThrow().name();
  }

  private static Result settled(Runnable fold) {
    fold.run();
    return new Result.Settled();
  }
}
