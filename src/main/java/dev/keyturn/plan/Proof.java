package dev.keyturn.plan;

/** What this run's verification of a key came to. */
public enum Proof {
  /** Enough consecutive successes over the span, on STS and IAM, with the right identity. */
  WORKS("proved key %s on STS and IAM"),
  /** Not enough successes before the timeout: still propagating, or switched off, or deleted. */
  TIMED_OUT("key %s was not accepted often enough in time"),
  /** The key is known, and its stored secret half is wrong. */
  WRONG_SECRET("key %s does not work with its stored secret"),
  /** It works and belongs to somebody else. */
  SOMEONE_ELSE("key %s works, and belongs to somebody else");

  private final String sentence;

  Proof(String sentence) {
    this.sentence = sentence;
  }

  /** For people; the masked key ID goes where {@code %s} stands. */
  public String sentence() {
    return sentence;
  }
}
