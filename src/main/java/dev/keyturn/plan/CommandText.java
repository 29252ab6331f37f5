package dev.keyturn.plan;

/**
 * Commands as remedies print them, with names to fill in. A command ends where a bracket or
 * punctuation follows, so that whoever types it need not guess what belongs to it; and each that
 * has KEY-ID in it says of which key.
 */
final class CommandText {
  /** Where whoever types KEY-ID finds it. */
  static final String WHOLE_ID = wholeId("{key}");

  /** Going back, by our own command, which proves first. */
  static final String GO_BACK =
      "To go back to the version that was current last, once its key is proved, run: keyturn rollback {secret}";

  /** Going back to the version that was current last, whatever its key is good for. */
  static final String MOVE_BACK =
      "aws secretsmanager update-secret-version-stage --secret-id {secret} --version-stage AWSCURRENT --move-to-version-id {last} --remove-from-version-id {now}";

  static final String TAKE_PENDING_OFF =
      "aws secretsmanager update-secret-version-stage --secret-id {secret} --version-stage AWSPENDING --remove-from-version-id {pending}";

  private static final String OF_KEY = "-access-key --user-name {user} --access-key-id KEY-ID";

  static final String SWITCH_ON = "aws iam update" + OF_KEY + " --status Active";
  static final String SWITCH_OFF = "aws iam update" + OF_KEY + " --status Inactive";
  static final String DELETE = "aws iam delete" + OF_KEY;
  static final String ROTATE = "keyturn rotate {secret}";
  static final String ROLLBACK = "keyturn rollback {secret}";
  static final String ADOPT = "keyturn adopt {user} --secret {secret}";

  /** What becomes of a key of somebody else's, which is not ours to touch. */
  static final String RETIRE_BY_HAND =
      "Find its owner. If nobody needs it: "
          + SWITCH_OFF
          + WHOLE_ID
          + ", and after a while: "
          + DELETE
          + WHOLE_ID;

  static final String A_NEW_KEY = "For a new key, run: " + ROTATE;

  /**
   * Where the key that was current last cannot be used, its version is still one to rotate from.
   */
  static final String ANOTHER_KEY =
      "Have another key made, from its version: " + MOVE_BACK + ", then run: " + ROTATE;

  private CommandText() {}

  /**
   * Where whoever types KEY-ID finds it.
   *
   * @param masked the end of the key's ID
   */
  static String wholeId(String masked) {
    return " (KEY-ID: the whole ID of key " + masked + ", in: keyturn plan {secret} --output json)";
  }
}
