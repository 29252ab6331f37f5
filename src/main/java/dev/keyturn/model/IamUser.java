package dev.keyturn.model;

import java.util.Optional;

/**
 * An IAM user as GetUser shows it.
 *
 * @param arn {@code arn:partition:iam::account:user/path/name}
 * @param boundSecret the value of the user's {@code keyturn:secret} tag: the ARN of the secret that
 *     may hold its key
 */
public record IamUser(UserName name, UserId id, String arn, Optional<String> boundSecret) {
  /** The tag by which a user says whose key it may have rotated; only administrators write it. */
  public static final String BINDING_TAG = Setting.TAG_PREFIX + "secret";

  /** The tag by which a user's keys are nobody's to touch, whatever its value. */
  public static final String NEVER_TAG = Setting.TAG_PREFIX + "never-rotate";

  /** The account's twelve digits, from the ARN. */
  public String account() {
    String[] parts = arn.split(":", -1);
    return parts.length > 4 ? parts[4] : "";
  }
}
