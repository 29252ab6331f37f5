package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.VersionId;

/** A part of what can be observed; each costs one call to AWS. */
public sealed interface ReadPart {
  /** The secret's labels, tags and state (DescribeSecret). */
  record Secret() implements ReadPart {}

  /** The user that the secret names (GetUser). */
  record User() implements ReadPart {}

  /** The user's access keys (ListAccessKeys). */
  record Keys() implements ReadPart {}

  /** The value of one version (GetSecretValue). */
  record Value(VersionId version) implements ReadPart {}

  /** When a key was last used (GetAccessKeyLastUsed). */
  record LastUseOf(AccessKeyId key) implements ReadPart {}
}
