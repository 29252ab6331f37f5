package dev.keyturn.sim.sts;

import dev.keyturn.sim.core.Caller;
import java.time.Instant;

/**
 * Temporary credentials.
 *
 * @param accessKeyId {@code ASIA…}
 * @param secret the secret access key
 * @param token the session token, which every request must carry
 * @param kind how they were got
 * @param principal whose permissions they have
 * @param arn as GetCallerIdentity tells it
 * @param userId as GetCallerIdentity tells it
 * @param sourceIdentity what CloudTrail shows of whoever stands behind it; empty text for nobody
 * @param expires from then on, requests are refused with ExpiredToken
 */
public record Session(
    String accessKeyId,
    String secret,
    String token,
    Caller.Kind kind,
    String principal,
    String arn,
    String userId,
    String sourceIdentity,
    Instant expires) {
  /** Without the secret and the token. */
  @Override
  public String toString() {
    return "Session[" + accessKeyId + " of " + arn + " until " + expires + "]";
  }
}
