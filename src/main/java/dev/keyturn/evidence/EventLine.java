package dev.keyturn.evidence;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AwsWrite;
import dev.keyturn.port.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says of an event. Key IDs are whole: they are no secret, and CloudTrail has them.
 */
public final class EventLine {
  private EventLine() {}

  /** The fields of its line; empty for what is told again and again while it goes on. */
  public static Optional<Map<String, @Nullable Object>> of(Event event) {
    if (event.kind() == Event.Kind.PROGRESS && !event.name().equals("proved")) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("event", event.kind().name().toLowerCase(Locale.ROOT));
    line.put("at", event.at().toString());
    line.put("secret", event.secret());
    line.put("user", event.user().map(UserName::value).orElse(null));
    line.put("act", event.name());
    line.put("reason", event.reason().isEmpty() ? null : event.reason());
    line.put("key", event.key().map(AccessKeyId::value).orElse(null));
    line.put("sentence", event.sentence());
    line.put("writes", event.writes().stream().map(AwsWrite::fields).toList());
    return Optional.of(line);
  }

  /** The request IDs of a line. */
  public static List<String> requestIds(JournalLine line) {
    return line.fields().get("writes") instanceof List<?> writes
        ? writes.stream()
            .flatMap(write ->
                write instanceof Map<?, ?> map && map.get("requestId") instanceof String id
                    ? Optional.of(id).stream()
                    : Optional.<String>empty().stream())
            .toList()
        : List.of();
  }
}
