package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.VersionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What only this run knows; it is lost in a crash, and nothing relies on its surviving.
 *
 * @param holder the name under which this run announces intents
 * @param freshToken a version ID that nobody has used, for a new rotation
 * @param begun when this run began
 * @param minted a key that this run created and has not stored yet
 * @param store what is known of storing it
 * @param proofs what verifying keys came to
 * @param creations how many times this run has tried to create a key in vain
 * @param mayHaveCreated whether one of them, or a reply that was lost, may have made a key
 * @param discarded whether this run has thrown away a pending key that did not work
 */
public record Progress(
    String holder,
    VersionId freshToken,
    Instant begun,
    Optional<MintedKey> minted,
    Store store,
    Map<AccessKeyId, Proof> proofs,
    int creations,
    boolean mayHaveCreated,
    boolean discarded) {
  public Progress {
    proofs = Map.copyOf(proofs);
  }

  /**
   * What is known of storing the minted key.
   *
   * @param refused whether it failed for good
   * @param inDoubt whether it may have worked although no reply came
   */
  public record Store(boolean refused, boolean inDoubt) {
    static final Store UNTRIED = new Store(false, false);
  }

  /** A run that has done nothing yet. */
  public static Progress start(String holder, VersionId freshToken, Instant begun) {
    return new Progress(
        holder, freshToken, begun, Optional.empty(), Store.UNTRIED, Map.of(), 0, false, false);
  }

  /** After a key was created. */
  public Progress created(MintedKey key) {
    return with(Optional.of(key), Store.UNTRIED, creations + 1, true, discarded);
  }

  /** After an attempt to create a key that AWS declined. */
  public Progress creationDeclined() {
    return with(minted, store, creations + 1, mayHaveCreated, discarded);
  }

  /** After an attempt to create a key whose reply was lost. */
  public Progress creationInDoubt() {
    return with(minted, store, creations + 1, true, discarded);
  }

  /** After the minted key was stored, or deleted again. */
  public Progress settled() {
    return with(
        Optional.empty(), new Store(store.refused(), false), creations, mayHaveCreated, discarded);
  }

  /** After storing the minted key failed for good. */
  public Progress storeFailed() {
    return with(minted, new Store(true, store.inDoubt()), creations, mayHaveCreated, discarded);
  }

  /** After storing the minted key came to nothing that is known. */
  public Progress storeDoubted() {
    return with(minted, new Store(store.refused(), true), creations, mayHaveCreated, discarded);
  }

  /** After a verification. */
  public Progress proved(AccessKeyId key, Proof proof) {
    Map<AccessKeyId, Proof> more = new HashMap<>(proofs);
    more.put(key, proof);
    return new Progress(
        holder, freshToken, begun, minted, store, more, creations, mayHaveCreated, discarded);
  }

  /** After a pending key that did not work was deleted. */
  public Progress discardedPending() {
    return with(minted, store, creations, mayHaveCreated, true);
  }

  private Progress with(
      Optional<MintedKey> key, Store stored, int tries, boolean maybe, boolean thrownAway) {
    return new Progress(holder, freshToken, begun, key, stored, proofs, tries, maybe, thrownAway);
  }
}
