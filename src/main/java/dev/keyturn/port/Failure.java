package dev.keyturn.port;

import java.time.Duration;

/**
 * Why AWS did not do, or did not answer, what it was asked. Each kind needs another remedy, so each
 * is a type.
 */
public sealed interface Failure {
  /**
   * The caller lacks a permission.
   *
   * @param action the permission, such as {@code iam:CreateAccessKey}
   * @param explicitly whether a policy denies it, which no grant outweighs; otherwise none allows
   *     it
   * @param detail AWS's own words
   */
  record Denied(String action, boolean explicitly, String detail) implements Failure {
    /**
     * Whether it was a role's session that was not to be had, so that the call was not made and
     * nothing is to be concluded from it about what it asks for.
     */
    public boolean isOfSession() {
      return action.equals("sts:AssumeRole") || action.equals("sts:SetSourceIdentity");
    }
  }

  /**
   * The caller's own credentials are missing, expired, unknown or wrong.
   *
   * @param detail the error's code and AWS's or the SDK's own words
   */
  record BadCredentials(String action, String detail) implements Failure {
    /** Whether they were good until now: ExpiredToken, or ExpiredTokenException. */
    public boolean areExpired() {
      return detail.startsWith("Expired");
    }
  }

  /**
   * What a request cannot be made without is missing or cannot be used: a Region, somebody to act
   * as, a certificate. AWS was not asked.
   *
   * @param problem what is wrong and where, in sentences
   * @param remedy what to do, in sentences
   */
  record Unconfigured(String action, String problem, String remedy) implements Failure {}

  /** AWS asked us to slow down, and kept asking through all retries. */
  record Throttled(String action, String detail) implements Failure {}

  /**
   * No answer came: name resolution, connection, TLS or time-out.
   *
   * @param detail the endpoint and what went wrong
   */
  record Unreachable(String action, String detail) implements Failure {}

  /**
   * AWS refused the signature's time.
   *
   * @param behind how far this machine's clock is behind AWS's; negative when it is ahead
   */
  record ClockSkewed(String action, Duration behind) implements Failure {}

  /** AWS had a fault of its own (5xx) through all retries. */
  record ServerError(String action, String detail) implements Failure {}

  /**
   * AWS refused the request for another reason.
   *
   * @param code the error's code on the wire
   */
  record Rejected(String action, String code, String detail) implements Failure {}

  /**
   * The permission or operation that was asked for, such as {@code secretsmanager:DescribeSecret}.
   */
  String action();

  /** The stable name of its kind, for machines. */
  default String word() {
    return switch (this) {
      case Denied d -> "denied";
      case BadCredentials b -> "bad-credentials";
      case Unconfigured u -> "unconfigured";
      case Throttled t -> "throttled";
      case Unreachable u -> "unreachable";
      case ClockSkewed c -> "clock-skewed";
      case ServerError s -> "server-error";
      case Rejected r -> "rejected";
    };
  }

  /** Whether the same request may succeed later with nothing changed. */
  default boolean isPassing() {
    return switch (this) {
      case Throttled t -> true;
      case Unreachable u -> true;
      case ServerError s -> true;
      case Denied d -> false;
      case BadCredentials b -> false;
      case Unconfigured u -> false;
      case ClockSkewed c -> false;
      case Rejected r -> false;
    };
  }

  /** Whether whatever else is asked meets the same, as it is not about what was asked for. */
  default boolean meetsEveryCall() {
    return switch (this) {
      case BadCredentials b -> true;
      case Unconfigured u -> true;
      case Unreachable u -> true;
      case ClockSkewed c -> true;
      case Denied d -> d.isOfSession();
      case Throttled t -> false;
      case ServerError s -> false;
      case Rejected r -> false;
    };
  }

  /**
   * What happened, in a sentence that is short enough for a table, and the same for all that met
   * it.
   */
  default String summary() {
    return switch (this) {
      case Denied d -> "AWS denied %s.".formatted(d.action());
      case BadCredentials b -> "AWS did not accept the credentials at %s.".formatted(b.action());
      case Unconfigured u -> u.problem();
      case Throttled t -> "AWS throttled %s through all retries.".formatted(t.action());
      case Unreachable u -> "AWS could not be reached for %s.".formatted(u.action());
      case ClockSkewed c -> "AWS refused this machine's time at %s.".formatted(c.action());
      case ServerError s -> "AWS had a fault at %s through all retries.".formatted(s.action());
      case Rejected r -> "AWS refused %s: %s.".formatted(r.action(), r.code());
    };
  }

  /** What happened and what to do next, for a person. */
  default String sentence() {
    return switch (this) {
      case Denied d ->
          "%s %s, then run again. AWS says: %s"
              .formatted(
                  summary(),
                  d.explicitly()
                      ? "A policy denies it explicitly, so that granting it does not help. Have that policy changed"
                      : "Grant that permission to the identity that runs Keyturn",
                  d.detail());
      case BadCredentials b ->
          "AWS did not accept the credentials that Keyturn runs with (%s, at %s). Renew them, then run again."
              .formatted(b.detail(), b.action());
      case Unconfigured u ->
          "%s %s (AWS was not asked for %s.)".formatted(u.problem(), u.remedy(), u.action());
      case Throttled t -> summary() + " Run again later, or less at once.";
      case Unreachable u ->
          "AWS could not be reached for %s: %s. Check the network, the Region and AWS_ENDPOINT_URL."
              .formatted(u.action(), u.detail());
      case ClockSkewed c ->
          "AWS refused the time of the request for %s: this machine's clock differs by %d s. Set the clock."
              .formatted(c.action(), c.behind().abs().toSeconds());
      case ServerError s ->
          "AWS had a fault at %s through all retries (%s). Run again later."
              .formatted(s.action(), s.detail());
      case Rejected r -> "AWS refused %s: %s: %s".formatted(r.action(), r.code(), r.detail());
    };
  }
}
