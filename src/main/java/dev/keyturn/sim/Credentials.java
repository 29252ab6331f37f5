package dev.keyturn.sim;

/**
 * A key and its secret, to sign with.
 *
 * @param accessKeyId the key
 * @param secretAccessKey its secret
 */
public record Credentials(String accessKeyId, String secretAccessKey) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "Credentials[" + accessKeyId + ", ***]";
  }
}
