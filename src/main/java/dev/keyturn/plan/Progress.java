package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.VersionId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What only this run knows; it is lost in a crash, and nothing relies on its surviving.
 *
 * @param holder the name under which this run announces intents
 * @param freshToken a version ID that nobody has used, for a new rotation
 * @param minted a key that this run created and has not stored yet
 * @param storeRefused whether storing it failed for good
 * @param storeInDoubt whether it may have been stored although no reply came
 * @param proofs what verifying keys came to
 * @param creations how many times this run has tried to create a key
 * @param discarded whether this run has thrown away a pending key that did not work
 */
public record Progress(
    String holder,
    VersionId freshToken,
    Optional<MintedKey> minted,
    boolean storeRefused,
    boolean storeInDoubt,
    Map<AccessKeyId, Proof> proofs,
    int creations,
    boolean discarded) {
  public Progress {
    proofs = Map.copyOf(proofs);
  }

  /** A run that has done nothing yet. */
  public static Progress start(String holder, VersionId freshToken) {
    return new Progress(holder, freshToken, Optional.empty(), false, false, Map.of(), 0, false);
  }

  /** After one more attempt to create a key, and the key where one came back. */
  public Progress created(Optional<MintedKey> key) {
    return new Progress(holder, freshToken, key, false, false, proofs, creations + 1, discarded);
  }

  /** After the minted key was stored, or deleted again. */
  public Progress settled() {
    return new Progress(
        holder, freshToken, Optional.empty(), storeRefused, false, proofs, creations, discarded);
  }

  /** After storing the minted key failed for good. */
  public Progress storeFailed() {
    return new Progress(
        holder, freshToken, minted, true, storeInDoubt, proofs, creations, discarded);
  }

  /** After storing the minted key came to nothing that is known. */
  public Progress storeDoubted() {
    return new Progress(
        holder, freshToken, minted, storeRefused, true, proofs, creations, discarded);
  }

  /** After a verification. */
  public Progress proved(AccessKeyId key, Proof proof) {
    Map<AccessKeyId, Proof> more = new HashMap<>(proofs);
    more.put(key, proof);
    return new Progress(
        holder, freshToken, minted, storeRefused, storeInDoubt, more, creations, discarded);
  }

  /** After a pending key that did not work was deleted. */
  public Progress discardedPending() {
    return new Progress(
        holder, freshToken, minted, storeRefused, storeInDoubt, proofs, creations, true);
  }
}
