package dev.keyturn.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * When a key is rotated and when its predecessor is retired.
 *
 * @param maxAge the age by which no key may still be in use; it includes the overlap, so a rotation
 *     is due at {@code maxAge - overlap}
 * @param overlap how long the previous key stays Active after the promotion
 * @param quiet how long the previous key must not have been used before it is deactivated
 * @param recovery how long a deactivated key is kept, so that it can be switched on again
 * @param stillUsed what happens to a previous key that is still used when the overlap ends
 * @param newKeyUse whether the current key must have been seen in use before the previous one is
 *     deactivated
 * @param verification how a new key is proved to work
 * @param lease how long an announced intent keeps others away. Writes are signed in its first
 *     quarter only: AWS takes a signature for fifteen minutes, so that with twenty no write of a
 *     run, however long it is held up on its way, takes effect after the lease
 */
public record Policy(
    Duration maxAge,
    Duration overlap,
    Duration quiet,
    Duration recovery,
    StillUsed stillUsed,
    NewKeyUse newKeyUse,
    Verification verification,
    Duration lease) {

  /** The longest lease that may be set. */
  public static final Duration LONGEST_LEASE = Duration.ofHours(4);

  /** What a value of still-used begins with that is not {@code hold}. */
  static final String FORCE_AFTER = "force-after:";

  /** What holds where nothing else is said. */
  public static final Policy DEFAULT =
      new Policy(
          Duration.ofDays(90),
          Duration.ofDays(7),
          Duration.ofHours(24),
          Duration.ofDays(7),
          new StillUsed.Hold(),
          NewKeyUse.IGNORE,
          new Verification(3, Duration.ofSeconds(5), Duration.ofMinutes(2)),
          Duration.ofMinutes(20));

  /** What to do with a previous key that is still used at the end of the overlap. */
  public sealed interface StillUsed {
    /** Keep it Active until it has been quiet; say so. */
    record Hold() implements StillUsed {}

    /** Deactivate it this long after the end of the overlap, used or not. */
    record ForceAfter(Duration further) implements StillUsed {}
  }

  /** Whether the cut-over must be seen from the new key's side too. */
  public enum NewKeyUse {
    /** The previous key's silence is enough. */
    IGNORE,
    /** IAM must have recorded a use of the current key after its promotion. */
    REQUIRE
  }

  /**
   * How a key is proved to work: propagation is not monotone, so that one success says little
   * (several in a row, over a span).
   *
   * @param successes consecutive successes needed, on STS and IAM alike
   * @param span the least time between the first and the last of them
   * @param timeout after which the proof is given up for this run
   */
  public record Verification(int successes, Duration span, Duration timeout) {}

  /** The age at which the current key's rotation is due. */
  public Duration rotateAtAge() {
    return maxAge.minus(overlap);
  }

  /** A setting's value, spelt as its option and its tag are. */
  public String text(Setting setting) {
    return switch (setting) {
      case MAX_AGE -> Durations.format(maxAge);
      case OVERLAP -> Durations.format(overlap);
      case QUIET -> Durations.format(quiet);
      case RECOVERY -> Durations.format(recovery);
      case STILL_USED ->
          switch (stillUsed) {
            case StillUsed.Hold hold -> "hold";
            case StillUsed.ForceAfter force -> FORCE_AFTER + Durations.format(force.further());
          };
      case NEW_KEY_USE -> newKeyUse.name().toLowerCase(Locale.ROOT);
      case VERIFY_SUCCESSES -> String.valueOf(verification.successes());
      case VERIFY_SPAN -> Durations.format(verification.span());
      case VERIFY_TIMEOUT -> Durations.format(verification.timeout());
      case LEASE -> Durations.format(lease);
    };
  }

  /** How long after an intent was announced, or renewed, writes are made under it. */
  public Duration writeWindow() {
    return lease.dividedBy(4);
  }

  /**
   * Until when writes are made under an intent: the end of the write window that began when it was
   * announced, or renewed.
   */
  public Instant writesUntil(Intent intent) {
    return intent.until().minus(lease).plus(writeWindow());
  }

  /** Everything that is wrong with these figures taken together; empty when nothing is. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (overlap.compareTo(maxAge) >= 0) {
      problems.add(
          "overlap (%s) must be shorter than max-age (%s), which includes it"
              .formatted(Durations.format(overlap), Durations.format(maxAge)));
    }
    if (verification.successes() < 1 || verification.successes() > 100) {
      problems.add("verify-successes must be between 1 and 100");
    }
    if (verification.timeout().compareTo(verification.span()) < 0) {
      problems.add("verify-timeout must not be shorter than verify-span");
    }
    if (verification.timeout().compareTo(Duration.ofSeconds(verification.successes() - 1L)) < 0) {
      problems.add("verify-timeout leaves no time for so many verify-successes, a second apart");
    }
    if (writeWindow().compareTo(verification.timeout()) < 0) {
      problems.add("lease must be at least four times verify-timeout");
    }
    if (lease.compareTo(LONGEST_LEASE) > 0) {
      problems.add("lease must not be longer than 4h");
    }
    return List.copyOf(problems);
  }
}
