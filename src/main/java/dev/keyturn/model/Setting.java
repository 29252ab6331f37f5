package dev.keyturn.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of a {@link Policy}, each with the one name that it has on the command line, in the
 * environment, and as a tag.
 */
public enum Setting {
  MAX_AGE("a duration, such as 90d"),
  OVERLAP("a duration, such as 7d"),
  QUIET("a duration, such as 24h"),
  RECOVERY("a duration, such as 7d"),
  STILL_USED("hold, or force-after: and a duration, such as force-after:30d"),
  NEW_KEY_USE("ignore or require"),
  VERIFY_SUCCESSES("a whole number, such as 3"),
  VERIFY_SPAN("a duration, such as 5s"),
  VERIFY_TIMEOUT("a duration, such as 2m"),
  LEASE("a duration, such as 20m");

  /** The prefix of every tag of ours. */
  public static final String TAG_PREFIX = "keyturn:";

  /** The prefix of every environment variable of ours. */
  public static final String VARIABLE_PREFIX = "KEYTURN_";

  private static final Map<String, Setting> BY_TAG =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Setting::tag, it -> it));

  private final String form;

  Setting(String form) {
    this.form = form;
  }

  /** What a value looks like, for messages. */
  public String form() {
    return form;
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
