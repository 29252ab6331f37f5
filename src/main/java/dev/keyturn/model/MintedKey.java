package dev.keyturn.model;

import java.time.Instant;

/**
 * A key that IAM has just created for us: the only moment at which its secret half is handed out.
 *
 * @param created IAM's CreateDate
 */
public record MintedKey(Credential credential, Instant created) {
  /** Its ID. */
  public AccessKeyId id() {
    return credential.id();
  }
}
