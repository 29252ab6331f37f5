package dev.keyturn.report;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AwsWrite;
import dev.keyturn.result.KeyRetirementReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a key that an administrator wanted to retire, as a JSON object. */
final class KeyRetirementJson {
  private KeyRetirementJson() {}

  static Map<String, @Nullable Object> of(KeyRetirementReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("asked", report.asked());
    json.put("key", report.key().map(AccessKeyId::value).orElse(null));
    json.put("user", report.user().map(UserName::value).orElse(null));
    json.put("result", report.state().word());
    json.put("reason", report.reason().isEmpty() ? null : report.reason());
    json.put("sentence", report.sentence());
    json.put("deletable", report.deletable().map(Instant::toString).orElse(null));
    json.put("writes", report.writes().stream().map(AwsWrite::fields).toList());
    return json;
  }
}
