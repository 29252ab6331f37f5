package dev.keyturn.model;

import static dev.keyturn.model.SettingType.COUNT;
import static dev.keyturn.model.SettingType.DURATION;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of a {@link Policy}, each with the one name that it has on the command line, in the
 * environment, and as a tag. What there is to say of a setting is said here: what reads, shows,
 * explains or limits settings goes through all of these, and tests hold the pages, the schema and
 * the template to them. A new one is a line here, an accessor in {@link Policy}, and its use.
 */
public enum Setting {
  MAX_AGE(DURATION, "90d", "1h..", "No key is in use at this age; includes the overlap"),
  OVERLAP(DURATION, "7d", "5m..90d", "How long the previous key stays Active"),
  QUIET(DURATION, "24h", "1m..30d", "How long it must have been unused before it is deactivated"),
  RECOVERY(DURATION, "7d", "5m..90d", "How long it can be brought back before it is deleted"),
  SPREAD(DURATION, "7d", "0s..", "Over how long first rotations of overdue keys are spread"),
  STILL_USED(
      SettingType.STILL_USED,
      "hold",
      "force-after:7d..hold",
      "Where it is still used after the overlap: hold, or force-after:30d"),
  NEW_KEY_USE(
      SettingType.NEW_KEY_USE,
      "ignore",
      "..require",
      "require: the new key must have been seen in use before that"),
  VERIFY_SUCCESSES(COUNT, "3", "3..10", "Proofs in a row that a new key needs"),
  VERIFY_SPAN(DURATION, "5s", "5s..1m", "The least time from the first to the last of them"),
  VERIFY_TIMEOUT(DURATION, "2m", "30s..5m", "When to give up proving a key in one run"),
  LEASE(DURATION, "20m", "20m..1h", "How long an announced intent keeps other runs away");

  /** The prefix of every tag of ours. */
  public static final String TAG_PREFIX = "keyturn:";

  /** The prefix of every environment variable of ours. */
  public static final String VARIABLE_PREFIX = "KEYTURN_";

  private static final Map<String, Setting> BY_TAG =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Setting::tag, it -> it));

  @SuppressWarnings("ImmutableEnumChecker") // Functions that remember nothing.
  private final SettingType<?> type;

  private final String defaultText;
  private final String tagLimits;
  private final String words;

  /**
   * A setting.
   *
   * @param defaultText what holds where nothing else is said
   * @param tagLimits how far a tag may go where the deployment says nothing, as {@link TagLimits}
   *     reads it
   * @param words the beginning of a sentence that says what it is
   */
  Setting(SettingType<?> type, String defaultText, String tagLimits, String words) {
    this.type = type;
    this.defaultText = defaultText;
    this.tagLimits = tagLimits;
    this.words = words;
  }

  /** How its values are spelt. */
  SettingType<?> type() {
    return type;
  }

  /** What holds where nothing else is said. */
  public String defaultText() {
    return defaultText;
  }

  /** How far a tag may go where the deployment says nothing, such as {@code 5m..90d}. */
  public String tagLimits() {
    return tagLimits;
  }

  /** What it is, with its default, in a sentence. */
  public String help() {
    return "%s (default: %s).".formatted(words, defaultText);
  }

  /** What a value looks like, for messages. */
  public String form() {
    return type.form().formatted(defaultText);
  }

  /** All its values, for a shell to complete; empty where they cannot be listed. */
  public List<String> candidates() {
    return type.candidates();
  }

  /** The bare name, such as {@code max-age}; the option is the same with two dashes before it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The tag on the secret, such as {@code keyturn:max-age}. */
  public String tag() {
    return TAG_PREFIX + key();
  }

  /** The environment variable, such as {@code KEYTURN_MAX_AGE}. */
  public String variable() {
    return VARIABLE_PREFIX + name();
  }

  /** The setting that a tag of this name sets. */
  public static Optional<Setting> ofTag(String tag) {
    return Optional.ofNullable(BY_TAG.get(tag));
  }

  /** The setting that an environment variable of this name sets. */
  public static Optional<Setting> ofVariable(String variable) {
    return Arrays.stream(values())
        .filter(setting -> setting.variable().equals(variable))
        .findFirst();
  }
}
