package dev.keyturn.model;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tag on a user that says since when a key of hers is known to be switched off, as IAM keeps no
 * date of that:
 *
 * <pre>
 * keyturn:retiring-AKIAI44QH8DHBEXAMPLE  v1 off since 2026-03-08T00:00:00Z
 * </pre>
 *
 * It says {@code v1 none} while the key is about to be switched off once more. A tag a key, so that
 * two administrators at once never write over each other: IAM's tags have no compare-and-swap.
 */
public final class RetiringTag {
  /** Followed by the key's ID. */
  public static final String BEGINNING = Setting.TAG_PREFIX + "retiring-";

  /** IAM's limit of a tag's name. */
  private static final int LONGEST_NAME = 128;

  /** The value that says nothing, before a key is switched off once more. */
  public static final String NONE = "v1 none";

  private static final Pattern VALUE = Pattern.compile("v1 off since (\\S{1,40})");

  private RetiringTag() {}

  /** The tag's name. */
  public static String name(AccessKeyId key) {
    return BEGINNING + key.value();
  }

  /** Whether IAM takes a tag of that name: an ID as long as IAM's model allows does not fit. */
  public static boolean fits(AccessKeyId key) {
    return name(key).length() <= LONGEST_NAME;
  }

  /** The tag's value. */
  public static String value(Instant since) {
    return "v1 off since " + since;
  }

  /** What a user's tags say of a key; empty where there is no such tag, or none that is ours. */
  public static Optional<Instant> since(Map<String, String> tags, AccessKeyId key) {
    Matcher value = VALUE.matcher(tags.getOrDefault(name(key), ""));
    if (!value.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(value.group(1)));
    } catch (DateTimeParseException notAnInstant) {
      return Optional.empty();
    }
  }
}
