package dev.keyturn.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run is about to do to a secret's user, written down before it is done. It is a lease
 * (others yield while it is fresh) and evidence (after a crash it proves that an unknown key is
 * ours).
 *
 * @param verb what is being done
 * @param token the version that a rotation stores its new key in; absent for other verbs
 * @param key the key that the verb is about; for a rotation the key that it leaves, absent when
 *     there is none
 * @param holder who: drawn anew for each run
 * @param since from when on keys may have been created under this intent, or under the one that it
 *     took over
 * @param until when the lease ends; no write is sent under the intent after that
 * @param open whether there may still be something to finish; a closed intent leases nothing, and
 *     still is evidence
 */
public record Intent(
    Verb verb,
    Optional<VersionId> token,
    Optional<AccessKeyId> key,
    String holder,
    Instant since,
    Instant until,
    boolean open) {

  private static final Duration SHORTEST = Duration.ofMillis(1);

  /** What may be announced. */
  public enum Verb {
    ROTATE,
    RETIRE,
    DELETE,
    ROLLBACK,
    REPAIR;

    /** As the tag and people spell it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Verb> of(String word) {
      return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
    }
  }

  /**
   * The same rotation under another holder: its keys may have been created since it first began.
   */
  public Intent takenOver(String newHolder, Instant newUntil) {
    return new Intent(Verb.ROTATE, token, key, newHolder, since, newUntil, true);
  }

  /** The same intent under another holder, for whom it began when it did for the one before. */
  public Intent renewed(String newHolder, Instant newUntil) {
    return new Intent(verb, token, key, newHolder, since, newUntil, true);
  }

  /**
   * Whether it announces that a key which nothing explains is removed, and that key is this one.
   */
  public boolean isRepairOf(AccessKeyId orphan) {
    return verb == Verb.REPAIR && key.equals(Optional.of(orphan));
  }

  /** Whether this intent keeps everyone but its holder away at {@code now}. */
  public boolean leasesAt(Instant now) {
    return open && now.isBefore(until);
  }

  /** The same intent, finished at {@code now}: what is created later was not created under it. */
  public Intent closed(Instant now) {
    return new Intent(verb, token, key, holder, since, end(now), false);
  }

  /**
   * Whether {@code created} lies in the time in which keys may have been created under this intent,
   * give or take a minute of clocks.
   */
  public boolean covers(Instant created) {
    Duration margin = open ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
    return since.isBefore(until)
        && !created.isBefore(since.minus(Duration.ofMinutes(1)))
        && !created.isAfter(until.plus(margin));
  }

  /**
   * The same intent, closed by a run that knows that nothing was created under it: it spans no
   * time, and so explains no key.
   */
  public Intent withdrawn(Instant now) {
    return new Intent(verb, token, key, holder, now, now, false);
  }

  /**
   * The same intent, with its lease given back at {@code now}, for whoever comes next to take over.
   */
  public Intent released(Instant now) {
    return new Intent(verb, token, key, holder, since, end(now), open);
  }

  /**
   * An end at {@code now}. However short it was, it spans some time: an intent that spans none says
   * that nothing was created under it.
   */
  private Instant end(Instant now) {
    Instant shortest = since.plus(SHORTEST);
    Instant end = now.isBefore(shortest) ? shortest : now;
    return end.isBefore(until) ? end : until;
  }
}
