package dev.keyturn.model;

/** The status of an access key, as ListAccessKeys gives it. */
public enum KeyStatus {
  /** The key can sign requests. */
  ACTIVE,
  /** The key is refused; it can be switched on again, and still counts against the quota. */
  INACTIVE,
  /** {@code Expired} or any status that IAM may add: not usable, and never set by us. */
  OTHER
}
