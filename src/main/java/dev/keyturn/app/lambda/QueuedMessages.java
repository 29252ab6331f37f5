package dev.keyturn.app.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the records of an event of SQS. Whatever other service sends records is none of it. */
final class QueuedMessages {
  private static final String SQS = "aws:sqs";

  private QueuedMessages() {}

  /**
   * Reads the array that the parser stands at, to its end.
   *
   * @return the messages; empty where one of the records is none of SQS's
   */
  static Optional<FunctionEvent.Queued> read(JsonParser json) throws IOException {
    List<FunctionEvent.Queued.Message> messages = new ArrayList<>();
    boolean whole = true;
    JsonToken token = json.nextToken();
    while (token != null && token != JsonToken.END_ARRAY) {
      Map<String, String> fields = Map.of();
      if (token == JsonToken.START_OBJECT) {
        fields = texts(json);
      } else {
        json.skipChildren();
      }
      String id = fields.getOrDefault("messageId", "");
      whole &= SQS.equals(fields.get("eventSource")) && !id.isEmpty();
      messages.add(new FunctionEvent.Queued.Message(id, fields.getOrDefault("body", "")));
      token = json.nextToken();
    }
    return whole && !messages.isEmpty()
        ? Optional.of(new FunctionEvent.Queued(messages))
        : Optional.empty();
  }

  private static Map<String, String> texts(JsonParser json) throws IOException {
    Map<String, String> fields = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        fields.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return fields;
  }
}
