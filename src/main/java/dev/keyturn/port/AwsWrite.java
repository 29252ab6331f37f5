package dev.keyturn.port;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  /** Its fields as machines read them, in order; null where there is no request ID. */
  public Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("action", action);
    fields.put("outcome", outcome.word());
    fields.put("requestId", requestId.orElse(null));
    return fields;
  }

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
