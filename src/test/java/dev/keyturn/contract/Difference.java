package dev.keyturn.contract;

import static dev.keyturn.contract.Difference.Where.BOTH;
import static dev.keyturn.contract.Difference.Where.MINISTACK;
import static dev.keyturn.contract.Difference.Where.MOTO;

import java.util.Locale;

/**
 * The ways in which the emulators are known to differ from AWS, as far as the contracts meet them.
 * A case asserts the difference, so that an emulator that improves is noticed; {@code
 * process.StrictnessIT} does the same for those that count with processes. {@code
 * docs/emulators.md} lists them; a test compares.
 */
public enum Difference {
  INACTIVE_KEY_WORKS(MOTO, "a key that is switched off is accepted; AWS refuses it"),
  NO_KEY_QUOTA(MINISTACK, "a user may have any number of keys; AWS refuses the third"),
  LAST_USE_NOT_TRACKED(MINISTACK, "the last use of a key is not recorded"),
  LAST_USE_OF_UNKNOWN_KEY(
      BOTH, "the last use of an unknown key gives NoSuchEntity; AWS gives AccessDenied"),
  UNKNOWN_USER_LISTS_EMPTY(
      MINISTACK, "the keys of a user that does not exist are an empty list, not NoSuchEntity"),
  OTHERS_KEY_TAKEN(
      MINISTACK, "a key is deleted whichever user is named; AWS knows it under its own only"),
  EMPTY_SECRET_HAS_VERSION(
      MINISTACK, "a secret made without a value has a current version all the same, an empty one"),
  TOKEN_IS_NOT_VERSION_ID(
      MINISTACK, "the token of CreateSecret does not become the ID of the first version"),
  TAG_FILTER_COMPARES(
      MINISTACK,
      "the filter of ListSecrets compares whole keys of tags; AWS takes it for their beginning"),
  ATTACH_NOT_COMPARED(
      MOTO, "a label other than AWSCURRENT is put on a version though it is on another already"),
  LABEL_ON_TWO_VERSIONS(
      MINISTACK, "PutSecretValue puts a label on the new version and leaves it on the other"),
  REFUSED_MOVE_TAKES_LABEL(
      MOTO, "a label's move to a version that does not exist is refused, and takes the label off"),
  TOKEN_REUSED(
      BOTH,
      "PutSecretValue with a token that was used, and another value, overwrites; AWS refuses it"),
  REPEATED_PUT_TAKES_LABELS(
      BOTH, "PutSecretValue sent twice takes labels off that the version has; AWS ignores it"),
  OLD_SIGNATURE_WORKS(MOTO, "a signature of any age is accepted; AWS refuses it after 15 minutes");

  /** Which emulators. */
  enum Where {
    MOTO,
    MINISTACK,
    BOTH
  }

  private final Where where;
  private final String sentence;

  Difference(Where where, String sentence) {
    this.where = where;
    this.sentence = sentence;
  }

  /** Whether the emulator of that name differs so. */
  public boolean isOf(String emulator) {
    return where == BOTH || where.name().equalsIgnoreCase(emulator);
  }

  /** The line of the table in {@code docs/emulators.md}. */
  String row() {
    String emulator = where == BOTH ? "both" : where.name().toLowerCase(Locale.ROOT);
    return "| `%s` | %s | %s |".formatted(name(), emulator, sentence);
  }
}
