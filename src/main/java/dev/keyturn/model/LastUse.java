package dev.keyturn.model;

import java.time.Instant;

/**
 * When a key was last used, as far as IAM says. IAM records only the first use in each span of
 * fifteen minutes, and shows it some time later.
 */
public sealed interface LastUse {
  /**
   * IAM has seen the key used.
   *
   * @param at the start of the last recorded use
   * @param service the service that was called, such as {@code s3}
   * @param region the Region, or {@code N/A}
   */
  record Used(Instant at, String service, String region) implements LastUse {}

  /** IAM has recorded no use. For a young key that says little. */
  record Never() implements LastUse {}

  /**
   * IAM could not be asked. Never to be taken for "not used" (P5).
   *
   * @param why what went wrong, in a sentence
   */
  record Unknown(String why) implements LastUse {}
}
