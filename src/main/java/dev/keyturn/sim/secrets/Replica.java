package dev.keyturn.sim.secrets;

import dev.keyturn.sim.wire.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a secret in another Region, as its primary tells of it. The world has one Region only,
 * so nobody can read the copy there.
 *
 * @param region where it is
 * @param kmsKeyId the key that it is encrypted with, or null for AWS's own
 * @param since when it was asked for
 */
public record Replica(String region, @Nullable String kmsKeyId, Instant since) {
  /** A new replica was seen to be in sync within five seconds. */
  private static final Duration LAG = Duration.ofSeconds(4);

  /** An entry of {@code ReplicationStatus}. */
  Json json(Instant now) {
    boolean inSync = !now.isBefore(since.plus(LAG));
    return new Json()
        .text("Region", region)
        .text("KmsKeyId", kmsKeyId == null ? "alias/aws/secretsmanager" : kmsKeyId)
        .text("Status", inSync ? "InSync" : "InProgress")
        .text("StatusMessage", inSync ? "Replication succeeded" : null);
  }
}
