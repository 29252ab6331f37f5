package dev.keyturn.report;

import dev.keyturn.port.AwsWrite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What AWS was asked to change, as a JSON array. */
final class WritesJson {
  private WritesJson() {}

  static List<Map<String, @Nullable Object>> of(List<AwsWrite> writes) {
    return writes.stream().map(WritesJson::of).toList();
  }

  private static Map<String, @Nullable Object> of(AwsWrite write) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("action", write.action());
    json.put("outcome", write.outcome().word());
    json.put("requestId", write.requestId().orElse(null));
    return json;
  }
}
