package dev.keyturn.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Our own bookkeeping, kept in tags on the secret: what IAM and Secrets Manager cannot say. {@link
 * LedgerTags} reads and writes it.
 *
 * @param userId the user that the secret was adopted for; absent before adoption
 * @param current the key that we adopted or promoted last, and the version in which it was proved
 * @param previous the key before it, until it is deleted
 * @param mark a key that is announced to be switched off or deleted
 * @param intent what was announced last
 * @param rollback a rollback that was announced, until a promotion is recorded
 * @param retired the keys that we deleted when their time had come, the last one first
 * @param rotations the rotations that were announced and are not forgotten yet
 */
public record Ledger(
    Optional<UserId> userId,
    Optional<Current> current,
    Optional<Previous> previous,
    Optional<Mark> mark,
    Optional<Intent> intent,
    Optional<Rollback> rollback,
    List<Retired> retired,
    AnnouncedRotations rotations) {
  /** As many retired keys as are remembered. */
  public static final int MOST_RETIRED = 4;

  /** The ledger of a secret that was never adopted. */
  public static final Ledger EMPTY =
      new Ledger(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          AnnouncedRotations.NONE);

  public Ledger {
    retired = retired.stream().limit(MOST_RETIRED).toList();
  }

  /**
   * The key that is current.
   *
   * @param provedIn the version that held it when it was last proved: as long as AWSCURRENT is on
   *     that one, what consumers read is known to work. Absent where none was proved yet
   * @param adopted when it was adopted; absent of a key that a rotation or a rollback made current
   */
  public record Current(AccessKeyId key, Optional<VersionId> provedIn, Optional<Instant> adopted) {
    /** A key that was not adopted, or of which nobody noted when. */
    public Current(AccessKeyId key, Optional<VersionId> provedIn) {
      this(key, provedIn, Optional.empty());
    }

    /** The same key, adopted then, to the second. */
    public Current adopted(Instant at) {
      return new Current(key, provedIn, Optional.of(at.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** The same key, proved in a version. */
    public Current proved(VersionId version) {
      return new Current(key, Optional.of(version), adopted);
    }
  }

  /**
   * The key that was current before.
   *
   * @param since when it came into this state: promoted away from, switched off by us, or found
   *     switched off
   * @param provedIn the version that held it when it was proved, by which it is known to have been
   *     current; absent where that was not recorded
   */
  public record Previous(
      AccessKeyId key, State state, Instant since, Optional<VersionId> provedIn) {
    /** The same key in another state. */
    public Previous now(State newState, Instant when) {
      return new Previous(key, newState, when, provedIn);
    }
  }

  /** A key that was deleted at the end of its recovery window. */
  public record Retired(AccessKeyId key, Instant at) {}

  /** What the ledger last knew of the previous key. */
  public enum State {
    /** Active, in its overlap. */
    ACTIVE("active"),
    /** Switched off by us. */
    OFF("off"),
    /** Found switched off, and not by us: it stays off. */
    OFF_BY_HAND("off-by-hand");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** As the tag spells it. */
    public String word() {
      return word;
    }
  }

  /**
   * A key that is announced to be switched off or deleted. It stands apart from the intent, which
   * another run may overwrite: a rollback that does so still sees the mark, and whoever finds the
   * key Inactive knows that it was us.
   */
  public record Mark(AccessKeyId key, Act act, Instant since) {}

  /**
   * A rollback to a key. It stands apart from the intent, too: a retirement that had not seen it
   * may overwrite that, and then still sees this.
   */
  public record Rollback(AccessKeyId key, Instant since) {}

  /** What a key is marked for. */
  public enum Act {
    DEACTIVATE("deactivate"),
    DELETE("delete");

    private final String word;

    Act(String word) {
      this.word = word;
    }

    /** As the tag spells it. */
    public String word() {
      return word;
    }
  }

  /** Whether {@code key} is marked to be switched off or deleted. */
  public boolean marks(AccessKeyId key) {
    return mark.filter(it -> it.key().equals(key)).isPresent();
  }

  /**
   * The ledger with another intent; a rotation or a rollback that it announces is known from then
   * on.
   */
  public Ledger with(Intent newIntent) {
    Optional<Rollback> announced =
        Optional.of(newIntent)
            .filter(intent -> intent.verb() == Intent.Verb.ROLLBACK && intent.open())
            .flatMap(Intent::key)
            .map(key -> new Rollback(key, newIntent.since()))
            .or(() -> rollback);
    return new Ledger(
        userId,
        current,
        previous,
        mark,
        Optional.of(newIntent),
        announced,
        retired,
        rotations.with(newIntent));
  }

  /** The ledger without the rotations that announced these versions. */
  public Ledger forgetting(Collection<VersionId> versions) {
    return new Ledger(
        userId, current, previous, mark, intent, rollback, retired, rotations.without(versions));
  }

  /** The ledger with another previous key, and no mark. */
  public Ledger with(Previous newPrevious) {
    return new Ledger(
        userId,
        current,
        Optional.of(newPrevious),
        Optional.empty(),
        intent,
        rollback,
        retired,
        rotations);
  }

  /** The ledger with another mark. */
  public Ledger with(Mark newMark) {
    return new Ledger(
        userId, current, previous, Optional.of(newMark), intent, rollback, retired, rotations);
  }

  /** The ledger without a mark. */
  public Ledger unmarked() {
    return new Ledger(
        userId, current, previous, Optional.empty(), intent, rollback, retired, rotations);
  }

  /** The ledger without a previous key, and no mark. */
  public Ledger withoutPrevious() {
    return new Ledger(
        userId, current, Optional.empty(), Optional.empty(), intent, rollback, retired, rotations);
  }

  /**
   * The ledger after {@code key} became current and {@code before} previous. A mark stays: what it
   * announces may still happen. A rollback is over.
   */
  public Ledger promoted(AccessKeyId key, VersionId provedIn, Optional<Previous> before) {
    return new Ledger(
        userId,
        Optional.of(new Current(key, Optional.of(provedIn))),
        before,
        mark,
        intent,
        Optional.empty(),
        retired,
        rotations);
  }

  /** The ledger after the current key was proved once more, in another version. */
  public Ledger proved(VersionId version) {
    return new Ledger(
        userId,
        current.map(was -> was.proved(version)),
        previous,
        mark,
        intent,
        rollback,
        retired,
        rotations);
  }

  /** The ledger after the previous key was deleted, its time having come. */
  public Ledger retired(AccessKeyId key, Instant at) {
    List<Retired> more = new ArrayList<>(List.of(new Retired(key, at)));
    retired.stream().filter(was -> !was.key().equals(key)).forEach(more::add);
    return new Ledger(userId, current, previous, mark, intent, rollback, more, rotations);
  }

  /** When the key was deleted at the end of its recovery window, if that is remembered. */
  public Optional<Instant> retiredAt(AccessKeyId key) {
    return retired.stream().filter(was -> was.key().equals(key)).map(Retired::at).findFirst();
  }

  /** The key that is recorded as current. */
  public Optional<AccessKeyId> currentKey() {
    return current.map(Current::key);
  }

  /** The version in which the current key was proved last. */
  public Optional<VersionId> provedIn() {
    return current.flatMap(Current::provedIn);
  }

  /** The ledger with its intent, if an open one, closed at {@code now}. */
  public Ledger closed(Instant now) {
    return new Ledger(
        userId,
        current,
        previous,
        mark,
        intent.map(was -> was.open() ? was.closed(now) : was),
        rollback,
        retired,
        rotations);
  }

  /** The ledger of a secret adopted for {@code user}, whose current version holds a key. */
  public Ledger adopted(UserId user, Optional<Current> key) {
    return new Ledger(Optional.of(user), key, previous, mark, intent, rollback, retired, rotations);
  }
}
