package dev.keyturn.port;

import java.util.Locale;
import java.util.Optional;

/**
 * A write as AWS was asked for it. Its request ID is that of the event in CloudTrail, which is a
 * witness that need not trust us.
 *
 * @param action such as {@code iam:CreateAccessKey}
 * @param outcome what came of it
 * @param requestId AWS's ID of the last attempt, its {@code x-amzn-RequestId}; empty where no reply
 *     came, or where the reply named none
 */
public record AwsWrite(String action, Outcome outcome, Optional<String> requestId) {
  /** What came of a write, as {@link WriteResult} has it. */
  public enum Outcome {
    DONE,
    REFUSED,
    FAILED,
    IN_DOUBT;

    /** As machines read it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
