package dev.keyturn.plan;

/** What this run's verification of a key came to. */
public enum Proof {
  /** Enough consecutive successes over the span, on STS and IAM, with the right identity. */
  WORKS,
  /** Not enough successes before the timeout: still propagating, or switched off, or deleted. */
  TIMED_OUT,
  /** The key is known, and its stored secret half is wrong. */
  WRONG_SECRET,
  /** It works and belongs to somebody else. */
  SOMEONE_ELSE
}
