package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.VersionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What only this run knows; it is lost in a crash, and nothing relies on its surviving.
 *
 * @param holder the name under which this run announces intents
 * @param freshToken a version ID that nobody has used, for a new rotation
 * @param begun when this run began
 * @param minted a key that this run created and has not stored yet
 * @param store what is known of storing it
 * @param proofs what verifying keys came to, each with the secret half that was tried
 * @param creations how many times this run has tried to create a key in vain
 * @param createdOrInDoubt how many keys this run has made, or may have made where the reply was
 *     lost, that it has not removed again
 * @param removed the keys that this run has removed as its own, or as an earlier run's; a listing
 *     that is behind may still show them
 * @param discarded whether this run has thrown away a pending key that did not work
 */
public record RunMemory(
    String holder,
    VersionId freshToken,
    Instant begun,
    Optional<MintedKey> minted,
    Store store,
    Map<Credential, Proof> proofs,
    int creations,
    int createdOrInDoubt,
    Set<AccessKeyId> removed,
    boolean discarded) {
  public RunMemory {
    proofs = Map.copyOf(proofs);
    removed = Set.copyOf(removed);
  }

  /**
   * What is known of storing the minted key.
   *
   * @param refused whether it failed for good
   * @param doubted the version in which it may have been stored although no reply came
   */
  public record Store(boolean refused, Optional<VersionId> doubted) {
    static final Store UNTRIED = new Store(false, Optional.empty());
  }

  /** A run that has done nothing yet. */
  public static RunMemory start(String holder, VersionId freshToken, Instant begun) {
    return new RunMemory(
        holder,
        freshToken,
        begun,
        Optional.empty(),
        Store.UNTRIED,
        Map.of(),
        0,
        0,
        Set.of(),
        false);
  }

  /** After a key was created. */
  public RunMemory created(MintedKey key) {
    return with(Optional.of(key), Store.UNTRIED).tried(createdOrInDoubt + 1);
  }

  /** After an attempt to create a key that AWS declined. */
  public RunMemory creationDeclined() {
    return tried(createdOrInDoubt);
  }

  /** After an attempt to create a key whose reply was lost. */
  public RunMemory creationInDoubt() {
    return tried(createdOrInDoubt + 1);
  }

  /** After the minted key was stored. */
  public RunMemory settled() {
    return with(Optional.empty(), new Store(store.refused(), Optional.empty()));
  }

  /**
   * After a key was removed that no version holds and that a run of ours made. Where this run may
   * have made one, that was the one: a key that is found later is not taken for it.
   */
  public RunMemory removed(AccessKeyId key) {
    RunMemory left = minted.filter(made -> made.id().equals(key)).isPresent() ? settled() : this;
    Set<AccessKeyId> more = new HashSet<>(removed);
    more.add(key);
    return new RunMemory(
        holder,
        freshToken,
        begun,
        left.minted,
        left.store,
        proofs,
        creations,
        Math.max(0, createdOrInDoubt - 1),
        more,
        discarded);
  }

  /** Whether there may be a key that this run has made. */
  public boolean hasCreatedOrIsInDoubt() {
    return createdOrInDoubt > 0;
  }

  /** After storing the minted key failed for good. */
  public RunMemory storeFailed() {
    return with(minted, new Store(true, store.doubted()));
  }

  /** After storing the minted key in a version came to nothing that is known. */
  public RunMemory storeDoubted(VersionId version) {
    return with(minted, new Store(store.refused(), Optional.of(version)));
  }

  /** After a verification. */
  public RunMemory proved(Credential key, Proof proof) {
    Map<Credential, Proof> more = new HashMap<>(proofs);
    more.put(key, proof);
    return new RunMemory(
        holder,
        freshToken,
        begun,
        minted,
        store,
        more,
        creations,
        createdOrInDoubt,
        removed,
        discarded);
  }

  /** After a pending key that did not work was deleted. */
  public RunMemory discardedPending() {
    return new RunMemory(
        holder,
        freshToken,
        begun,
        minted,
        store,
        proofs,
        creations,
        createdOrInDoubt,
        removed,
        true);
  }

  private RunMemory with(Optional<MintedKey> key, Store stored) {
    return new RunMemory(
        holder,
        freshToken,
        begun,
        key,
        stored,
        proofs,
        creations,
        createdOrInDoubt,
        removed,
        discarded);
  }

  /** After one more attempt to create a key. */
  private RunMemory tried(int maybe) {
    return new RunMemory(
        holder, freshToken, begun, minted, store, proofs, creations + 1, maybe, removed, discarded);
  }
}
