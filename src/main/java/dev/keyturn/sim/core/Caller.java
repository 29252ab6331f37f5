package dev.keyturn.sim.core;

import java.util.Optional;

/**
 * Who signed a request.
 *
 * @param principal our name for it: {@code user/alice} or {@code role/Rotator}
 * @param arn as GetCallerIdentity tells it
 * @param userId as GetCallerIdentity tells it
 * @param accessKeyId the key that signed
 * @param kind what sort of credentials signed
 */
public record Caller(String principal, String arn, String userId, String accessKeyId, Kind kind) {
  /** The sorts of credentials, which STS and IAM treat differently. */
  public enum Kind {
    /** An access key. */
    LONG_TERM,
    /** Of AssumeRole. */
    ROLE_SESSION,
    /** Of GetSessionToken. */
    USER_SESSION,
    /** Of GetFederationToken. */
    FEDERATED_SESSION
  }

  private static final String USER = "user/";

  /** The principal of an IAM user. */
  public static String user(String userName) {
    return USER + userName;
  }

  /** The principal of a role and of all its sessions. */
  public static String role(String roleName) {
    return "role/" + roleName;
  }

  /** The account that the caller is of, as its ARN names it. */
  public String account() {
    return arn.split(":", 6)[4];
  }

  /** Whether a session signed. */
  public boolean isTemporary() {
    return kind != Kind.LONG_TERM;
  }

  /** The IAM user's name, or empty for a role's session. */
  public Optional<String> userName() {
    return principal.startsWith(USER)
        ? Optional.of(principal.substring(USER.length()))
        : Optional.empty();
  }
}
