package dev.keyturn.app.lambda;

import dev.keyturn.port.AwsWrite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What was asked of AWS, and by whom, as the log and the events of the function say it. */
final class WritesFields {
  private WritesFields() {}

  /**
   * Puts both into a line, where anything was asked.
   *
   * @param caller asked only then
   */
  static void put(
      Map<String, Object> line, List<AwsWrite> writes, Supplier<Optional<String>> caller) {
    if (!writes.isEmpty()) {
      line.put("writes", writes.stream().map(WritesFields::of).toList());
      caller.get().ifPresent(arn -> line.put("caller", arn));
    }
  }

  private static Map<String, String> of(AwsWrite write) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("action", write.action());
    fields.put("outcome", write.outcome().word());
    write.requestId().ifPresent(id -> fields.put("requestId", id));
    return fields;
  }
}
