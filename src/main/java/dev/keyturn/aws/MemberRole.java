package dev.keyturn.aws;

import dev.keyturn.model.AccountId;
import java.util.Optional;

/**
 * A role of another account, and what it is assumed with.
 *
 * @param name its name, its path before it where it has one
 * @param externalId what its trust policy asks for
 * @param sessionName what CloudTrail shows of each call, as a part of the caller's ARN
 * @param sourceIdentity what CloudTrail shows besides, through all roles that are assumed from here
 */
public record MemberRole(
    AccountId account,
    String name,
    Optional<String> externalId,
    String sessionName,
    String sourceIdentity) {
  private static final String US = "keyturn";

  /**
   * The role as a run assumes it. The session's name tells which run it was, and the source
   * identity which program, whatever is assumed from there: CloudTrail shows both at each call.
   *
   * @param run a name that is this run's alone
   */
  public static MemberRole of(
      AccountId account, String name, Optional<String> externalId, String run) {
    return new MemberRole(account, name, externalId, US + "-" + run, US);
  }

  /** Its ARN. */
  String arn(String partition) {
    return "arn:%s:iam::%s:role/%s".formatted(partition, account, name);
  }
}
