package dev.keyturn.audit;

import java.util.Arrays;
import java.util.Optional;

/** What a control asks of a key. Which of these it is, with which limit, is the control's data. */
public enum ControlRule {
  /** No active key is older than so many whole days. */
  KEY_AGE("key-age", true),
  /** No active key has been unused for more than so many whole days. */
  KEY_UNUSED("key-unused", true),
  /** No user has two active keys. */
  ONE_ACTIVE_KEY("one-active-key", false),
  /** No user with a password has an active key that was never used. */
  NO_KEY_AT_SETUP("no-key-at-setup", false),
  /** Root has no active key. */
  NO_ROOT_KEY("no-root-key", false),
  /** A tag says whose each user is. */
  OWNER_KNOWN("owner-known", false);

  private final String word;
  private final boolean hasDays;

  ControlRule(String word, boolean hasDays) {
    this.word = word;
    this.hasDays = hasDays;
  }

  /** As a table of controls spells it. */
  public String word() {
    return word;
  }

  /** Whether it takes a number of days. */
  public boolean hasDays() {
    return hasDays;
  }

  /** The rule that is spelt so. */
  static Optional<ControlRule> of(String word) {
    return Arrays.stream(values()).filter(rule -> rule.word.equals(word)).findFirst();
  }
}
