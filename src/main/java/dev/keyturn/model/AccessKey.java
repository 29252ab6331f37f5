package dev.keyturn.model;

import java.time.Instant;

/**
 * An access key as ListAccessKeys shows it.
 *
 * @param created IAM's CreateDate; switching a key off and on does not move it
 */
public record AccessKey(AccessKeyId id, KeyStatus status, Instant created) {
  /** Whether requests may be signed with it. */
  public boolean isActive() {
    return status == KeyStatus.ACTIVE;
  }

  /** The same key with another status. */
  public AccessKey with(KeyStatus newStatus) {
    return new AccessKey(id, newStatus, created);
  }
}
