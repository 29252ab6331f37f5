package dev.keyturn.model;

/**
 * A staging label of a secret version. One label sits on at most one version; a version may carry
 * several.
 *
 * @param value the label, 1 to 256 characters
 */
public record StagingLabel(String value) {
  /** What consumers read when they ask for the secret. */
  public static final StagingLabel AWSCURRENT = new StagingLabel("AWSCURRENT");

  /** The version that a rotation is preparing. */
  public static final StagingLabel AWSPENDING = new StagingLabel("AWSPENDING");

  /** Where AWSCURRENT was last; Secrets Manager moves it by itself. */
  public static final StagingLabel AWSPREVIOUS = new StagingLabel("AWSPREVIOUS");

  @Override
  public String toString() {
    return value;
  }
}
