package dev.keyturn.plan;

import java.util.Locale;

/** Why a key is not retired. Each is stable for machines as {@link #word}. */
public enum KeyRetirementRefusal {
  /** A row of a file names no key ID. */
  NO_KEY_ID,
  /** IAM does not know the key, or does not say so to us. */
  UNKNOWN_KEY,
  /** No IAM user has it: a key of root's, or its user is gone. */
  NOT_OF_A_USER,
  /** Its user is tagged so that nobody touches its keys. */
  MARKED,
  /** It belongs to whoever gives the command. */
  OWN_KEY,
  /** What consumers of an adopted secret read. */
  CURRENT,
  /** What an adopted secret can go back to. */
  PREVIOUS,
  /** A rotation, a retirement or a rollback of the user's secret is under way. */
  UNDER_WAY,
  /** What the user's secret holds cannot be told. */
  SECRET_UNCLEAR,
  /** The current key of a bound user does not work, so that this may be what is left. */
  LAST_KEY,
  /** IAM's status of it is neither Active nor Inactive. */
  STATUS_UNKNOWN,
  /** It was used, or made, too short a time ago. */
  USED,
  /** When it was last used is not known. */
  USE_UNKNOWN,
  /** To be deleted, and Active. */
  ACTIVE;

  /** In lower case, with dashes. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
