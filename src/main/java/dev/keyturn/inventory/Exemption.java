package dev.keyturn.inventory;

import dev.keyturn.model.Setting;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What the tag {@code keyturn:exempt} of a user says: {@code until=2026-12-31 reason=WORDS}. It
 * stands on the user, which administrators alone may tag, and not on the secret. One that is over,
 * that cannot be read or that has no end counts for nothing, and is shown all the same.
 */
public sealed interface Exemption {
  /** The tag's key. */
  String TAG = Setting.TAG_PREFIX + "exempt";

  /**
   * It counts.
   *
   * @param until the last day on which it does, in UTC
   */
  record InForce(LocalDate until, String reason) implements Exemption {}

  /** Its last day has passed. */
  record Over(LocalDate until, String reason) implements Exemption {}

  /**
   * It cannot be read, or names no end.
   *
   * @param text the tag's value; text of others
   */
  record Unreadable(String text) implements Exemption {}

  /** What the user's tags say at that instant; empty where they have no such tag. */
  static Optional<Exemption> of(ListedTags tags, Instant now) {
    return switch (tags) {
      case ListedTags.NotRead notRead -> Optional.empty();
      case ListedTags.Known known ->
          Optional.ofNullable(known.tags().get(TAG)).map(text -> ExemptionReader.read(text, now));
    };
  }
}
