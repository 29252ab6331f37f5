package dev.keyturn.sim.sts;

import java.time.Instant;

/**
 * Temporary credentials of a role.
 *
 * @param accessKeyId {@code ASIA…}
 * @param secret the secret access key
 * @param token the session token, which every request must carry
 * @param roleName the role
 * @param arn as GetCallerIdentity tells it
 * @param userId as GetCallerIdentity tells it
 * @param expires from then on, requests are refused with ExpiredToken
 */
public record Session(
    String accessKeyId,
    String secret,
    String token,
    String roleName,
    String arn,
    String userId,
    Instant expires) {
  /** Without the secret and the token. */
  @Override
  public String toString() {
    return "Session[" + accessKeyId + " of " + arn + " until " + expires + "]";
  }
}
