package dev.keyturn.sim.iam;

/** The status of an access key. */
public enum KeyState {
  /** It works. */
  ACTIVE("Active"),
  /** It was switched off. It still counts against the quota. */
  INACTIVE("Inactive"),
  /**
   * A third value that IAM's model has had since 2025, shared with service-specific credentials.
   * Nobody can set it; older SDKs do not know it.
   */
  EXPIRED("Expired");

  private final String wireName;

  KeyState(String wireName) {
    this.wireName = wireName;
  }

  /** As it stands in requests and answers. */
  public String wireName() {
    return wireName;
  }
}
