package dev.keyturn.report;

import dev.keyturn.plan.Reason;
import dev.keyturn.port.AwsWrite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What adoptions came to, as JSON objects. */
final class AdoptionJson {
  private AdoptionJson() {}

  /**
   * One of many: the same as of one, and its line. Its first key's rotation is among the secrets.
   */
  static Map<String, @Nullable Object> of(AdoptedRow row) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("line", row.line().orElse(null));
    json.put("account", row.account().orElse(null));
    json.put("result", row.result().word());
    json.put("newKey", row.newKey());
    json.putAll(of(row.report()));
    return json;
  }

  static Map<String, @Nullable Object> of(AdoptionReport adopted) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("user", adopted.asked());
    json.put("secret", adopted.secret());
    switch (adopted.outcome()) {
      case AdoptionReport.Outcome.Bound bound -> {
        outcome(json, "bound", null, null, null);
        json.put("userId", bound.user().id());
        json.put("userArn", bound.user().arn());
        json.put("arn", bound.arn());
        json.put("warnings", bound.warnings());
      }
      case AdoptionReport.Outcome.Refused refused -> {
        outcome(
            json,
            "refused",
            refused.reason().map(Reason::word).orElse(null),
            refused.why(),
            refused.remedy());
        unbound(json);
      }
      case AdoptionReport.Outcome.Failed failed -> {
        outcome(json, "failed", null, failed.failure().sentence(), null);
        unbound(json);
      }
    }
    json.put("changes", adopted.changes());
    json.put("writes", adopted.writes().stream().map(AwsWrite::fields).toList());
    return json;
  }

  private static void outcome(
      Map<String, @Nullable Object> json,
      String name,
      @Nullable String reason,
      @Nullable String sentence,
      @Nullable String remedy) {
    json.put("outcome", name);
    json.put("reason", reason);
    json.put("sentence", sentence);
    json.put("remedy", remedy);
  }

  private static void unbound(Map<String, @Nullable Object> json) {
    json.put("userId", null);
    json.put("userArn", null);
    json.put("arn", null);
    json.put("warnings", List.of());
  }
}
