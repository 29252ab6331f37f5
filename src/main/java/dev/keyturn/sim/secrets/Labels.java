package dev.keyturn.sim.secrets;

/** The staging labels that the service itself knows. */
public final class Labels {
  /** What GetSecretValue reads unless told otherwise. */
  public static final String CURRENT = "AWSCURRENT";

  /** The version of a rotation that is not finished. */
  public static final String PENDING = "AWSPENDING";

  /** The version that AWSCURRENT left last. */
  public static final String PREVIOUS = "AWSPREVIOUS";

  /** A secret has no more labels than this. */
  static final int MOST = 20;

  private Labels() {}
}
