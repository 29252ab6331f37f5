package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.VersionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The one thing to do next. Each carries its reason; a dry run prints it instead of doing it. */
public sealed interface Step {
  /** Why. */
  Cause cause();

  /** Read more, or again: what follows depends on it. */
  record Look(List<ReadPart> parts, Cause cause) implements Step {
    public Look {
      parts = List.copyOf(parts);
    }
  }

  /** Write the intent, and with it any bookkeeping that must be known before the act. */
  record Announce(Ledger after, Cause cause) implements Step {}

  /** Write what has happened into the bookkeeping. */
  record Note(Ledger after, Cause cause) implements Step {}

  /** Create an access key. */
  record CreateKey(Cause cause) implements Step {}

  /**
   * Store the minted key as a new version.
   *
   * @param base the document whose other fields are kept; empty for a secret without a version
   */
  record Store(VersionId token, Credential credential, Optional<SecretText> base, Cause cause)
      implements Step {}

  /** Prove that a credential works and is the bound user's. */
  record Verify(Credential credential, Cause cause) implements Step {}

  /** Move AWSCURRENT, if it still is where it was seen. */
  record Promote(Optional<VersionId> from, VersionId to, Cause cause) implements Step {}

  /** Take AWSPENDING off a version. */
  record TakePendingOff(VersionId version, Cause cause) implements Step {}

  /** Switch a key off. */
  record Deactivate(AccessKeyId key, Cause cause) implements Step {}

  /** Switch a key on again. */
  record Reactivate(AccessKeyId key, Cause cause) implements Step {}

  /** Delete a key. */
  record DeleteKey(AccessKeyId key, Cause cause) implements Step {}

  /** Nothing to do before {@code until}, although something is under way. */
  record Wait(Instant until, Cause cause) implements Step {}

  /** Stop: a person has to act, and the reason's remedy says how. */
  record Halt(Cause cause) implements Step {}

  /**
   * The goal is reached.
   *
   * @param next when the next thing becomes due
   */
  record Done(Instant next, Cause cause) implements Step {}
}
