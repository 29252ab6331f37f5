package dev.keyturn.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a key is rotated and when its predecessor is retired: a value for each {@link Setting}. It
 * is no record, as a setting more would then be a component more wherever one is made; each has an
 * accessor of its own type all the same.
 */
public final class Policy {
  /** The longest lease that may be set. */
  public static final Duration LONGEST_LEASE = Duration.ofHours(4);

  /** The longest spread that may be set: overdue keys are not left so for good. */
  public static final Duration LONGEST_SPREAD = Duration.ofDays(90);

  /** What holds where nothing else is said. */
  public static final Policy DEFAULT = new Policy(defaults());

  private final Map<Setting, Object> values;

  private Policy(Map<Setting, Object> values) {
    this.values = values;
  }

  private static Map<Setting, Object> defaults() {
    Map<Setting, Object> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, setting.type().read(setting.defaultText()).orElseThrow());
    }
    return values;
  }

  /**
   * The same with another value for a setting.
   *
   * @param text spelt as its option and its tag are; without that form there is no such policy
   */
  public Optional<Policy> with(Setting setting, String text) {
    return setting
        .type()
        .read(text)
        .map(value -> {
          Map<Setting, Object> changed = new EnumMap<>(values);
          changed.put(setting, value);
          return new Policy(changed);
        });
  }

  /** A setting's value, spelt as its option and its tag are. */
  public String text(Setting setting) {
    return setting.type().write(Objects.requireNonNull(values.get(setting)));
  }

  private <T> T value(SettingType<T> type, Setting setting) {
    return type.valueType().cast(Objects.requireNonNull(values.get(setting)));
  }

  /**
   * The age by which no key may still be in use; it includes the overlap, so a rotation is due at
   * {@code maxAge - overlap}.
   */
  public Duration maxAge() {
    return value(SettingType.DURATION, Setting.MAX_AGE);
  }

  /** How long the previous key stays Active after the promotion. */
  public Duration overlap() {
    return value(SettingType.DURATION, Setting.OVERLAP);
  }

  /** How long the previous key must not have been used before it is deactivated. */
  public Duration quiet() {
    return value(SettingType.DURATION, Setting.QUIET);
  }

  /** How long a deactivated key is kept, so that it can be switched on again. */
  public Duration recovery() {
    return value(SettingType.DURATION, Setting.RECOVERY);
  }

  /**
   * Over how long the first rotations are spread of keys that were overdue when they were adopted;
   * zero for at once.
   */
  public Duration spread() {
    return value(SettingType.DURATION, Setting.SPREAD);
  }

  /** What happens to a previous key that is still used when the overlap ends. */
  public StillUsed stillUsed() {
    return value(SettingType.STILL_USED, Setting.STILL_USED);
  }

  /** Whether the current key must have been seen in use before the previous one is deactivated. */
  public NewKeyUse newKeyUse() {
    return value(SettingType.NEW_KEY_USE, Setting.NEW_KEY_USE);
  }

  /** How a new key is proved to work. */
  public Verification verification() {
    return new Verification(
        value(SettingType.COUNT, Setting.VERIFY_SUCCESSES),
        value(SettingType.DURATION, Setting.VERIFY_SPAN),
        value(SettingType.DURATION, Setting.VERIFY_TIMEOUT));
  }

  /**
   * How long an announced intent keeps others away. Writes are signed in its first quarter only:
   * AWS takes a signature for fifteen minutes, so that with twenty no write of a run, however long
   * it is held up on its way, takes effect after the lease.
   */
  public Duration lease() {
    return value(SettingType.DURATION, Setting.LEASE);
  }

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
    return maxAge().minus(overlap());
  }

  /** How long after an intent was announced, or renewed, writes are made under it. */
  public Duration writeWindow() {
    return lease().dividedBy(4);
  }

  /**
   * Until when writes are made under an intent: the end of the write window that began when it was
   * announced, or renewed.
   */
  public Instant writesUntil(Intent intent) {
    return intent.until().minus(lease()).plus(writeWindow());
  }

  /** Everything that is wrong with these figures taken together; empty when nothing is. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    Verification verification = verification();
    if (overlap().compareTo(maxAge()) >= 0) {
      problems.add(
          "overlap (%s) must be shorter than max-age (%s), which includes it"
              .formatted(Durations.format(overlap()), Durations.format(maxAge())));
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
    if (spread().compareTo(LONGEST_SPREAD) > 0) {
      problems.add("spread must not be longer than 90d");
    }
    if (lease().compareTo(LONGEST_LEASE) > 0) {
      problems.add("lease must not be longer than 4h");
    }
    return List.copyOf(problems);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Policy policy && policy.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "Policy" + values;
  }
}
