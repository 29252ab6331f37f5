package dev.keyturn.audit;

import java.time.LocalDate;

/** What a control says of a key. */
public sealed interface Verdict {
  /**
   * It fails.
   *
   * @param figure what it went by, such as {@code 120 days}
   */
  record Fail(String figure) implements Verdict {}

  /**
   * It would fail, but for an exemption that is in force.
   *
   * @param figure what it went by
   * @param until the exemption's last day
   * @param reason what the exemption says; text of others
   */
  record Exempt(String figure, LocalDate until, String reason) implements Verdict {}

  /**
   * It passes, as auditors count, and would fail were it counted more strictly: to the second, or
   * with a key that was never used taken for unused since it was made.
   *
   * @param figure what it went by
   */
  record PassNarrowly(String figure) implements Verdict {}

  /**
   * It passes.
   *
   * @param figure what it went by
   */
  record Pass(String figure) implements Verdict {}

  /**
   * It does not apply, or cannot be told.
   *
   * @param figure why
   */
  record NotApplicable(String figure) implements Verdict {}

  /** What it went by, in a few words. */
  String figure();

  /** Its stable name, for machines. */
  default String word() {
    return switch (this) {
      case Fail fail -> "fail";
      case Exempt exempt -> "exempt";
      case PassNarrowly narrow -> "pass-narrowly";
      case Pass pass -> "pass";
      case NotApplicable none -> "not-applicable";
    };
  }
}
