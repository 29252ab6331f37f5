package dev.keyturn.aws;

import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * A queue of Amazon SQS by signed requests of its JSON protocol, an attempt each
 * (docs/decisions/0043). None of them needs care when its reply is lost: sending is made safe by
 * the deduplication ID, deleting and prolonging may be repeated, and what was received comes back.
 */
final class JsonQueue implements WorkQueue {
  /** Of Regions, in hosts of queues: {@code sqs.REGION.…}, and of FIPS and older endpoints. */
  private static final Pattern HOST =
      Pattern.compile("https?://(?:sqs(?:-fips)?\\.)?([a-z]{2,8}(?:-[a-z]+)+-\\d{1,2})\\..*");

  private final Supplier<JsonRequests> requests;
  private final SdkCalls calls;
  private final String url;

  /**
   * A queue.
   *
   * @param requests signed for its Region; what is in the way of making them shows at the first
   *     call
   */
  JsonQueue(Supplier<JsonRequests> requests, SdkCalls calls, String url) {
    this.requests = requests;
    this.calls = calls;
    this.url = url;
  }

  /** The Region that a queue's URL names; empty where it names none, as an emulator's. */
  static Optional<String> home(String url) {
    Matcher host = HOST.matcher(url);
    return host.matches() ? Optional.of(host.group(1)) : Optional.empty();
  }

  @Override
  public List<Unsent> send(List<Outgoing> messages) {
    List<Map<String, String>> entries = new ArrayList<>();
    for (Outgoing message : messages) {
      entries.add(
          Map.of(
              "Id", "m" + entries.size(),
              "MessageBody", message.body(),
              "MessageGroupId", message.group(),
              "MessageDeduplicationId", message.deduplication()));
    }
    String action = "sqs:SendMessage";
    ReadResult<JsonNode> reply =
        call(action, "SendMessageBatch", Map.of("Entries", List.copyOf(entries)));
    return switch (reply) {
      case ReadResult.Got<JsonNode>(JsonNode body) -> unsent(action, body, messages);
      case ReadResult.Absent<JsonNode> never -> List.of();
      case ReadResult.Failed<JsonNode>(Failure failure) ->
          messages.stream().map(message -> new Unsent(message, failure)).toList();
    };
  }

  /** Only what is among the successful ones was taken: what is in neither list was not answered. */
  private List<Unsent> unsent(String action, JsonNode reply, List<Outgoing> messages) {
    List<String> taken =
        list(reply, "Successful").stream().flatMap(it -> text(it, "Id").stream()).toList();
    Map<String, JsonNode> failed = new LinkedHashMap<>();
    list(reply, "Failed").forEach(it -> failed.put(text(it, "Id").orElse(""), it));
    List<Unsent> unsent = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      if (!taken.contains("m" + i)) {
        JsonNode why = failed.get("m" + i);
        unsent.add(new Unsent(messages.get(i), declined(action, why)));
      }
    }
    return unsent;
  }

  private Failure declined(String action, @Nullable JsonNode entry) {
    if (entry == null) {
      return new Failure.ServerError(action, "the reply says nothing of a message");
    }
    boolean ours =
        entry
            .field("SenderFault")
            .filter(JsonNode::isBoolean)
            .map(JsonNode::asBoolean)
            .orElse(true);
    String code = text(entry, "Code").orElse("");
    return ours
        ? calls.declined(action, code, text(entry, "Message").orElse(""))
        : new Failure.ServerError(action, "a message was not taken");
  }

  @Override
  public ReadResult<Incoming> receive(Duration wait, Duration visibility) {
    ReadResult<JsonNode> reply =
        call(
            "sqs:ReceiveMessage",
            "ReceiveMessage",
            Map.of(
                "MaxNumberOfMessages",
                1,
                "WaitTimeSeconds",
                (int) wait.toSeconds(),
                "VisibilityTimeout",
                (int) visibility.toSeconds(),
                // The name that older servers know; newer ones take both.
                "AttributeNames",
                List.of("ApproximateReceiveCount")));
    return switch (reply) {
      case ReadResult.Got<JsonNode>(JsonNode body) ->
          list(body, "Messages").stream()
              .findFirst()
              .<ReadResult<Incoming>>map(
                  it -> calls.read("sqs:ReceiveMessage", Set.of(), () -> incoming(it)))
              .orElseGet(ReadResult.Absent::new);
      case ReadResult.Absent<JsonNode> never -> new ReadResult.Absent<>();
      case ReadResult.Failed<JsonNode>(Failure failure) -> new ReadResult.Failed<>(failure);
    };
  }

  private static Incoming incoming(JsonNode message) {
    int receives =
        Optional.of(message)
            .filter(JsonNode::isObject)
            .flatMap(it -> it.field("Attributes"))
            .flatMap(it -> text(it, "ApproximateReceiveCount"))
            .filter(it -> it.matches("\\d{1,9}"))
            .map(Integer::parseInt)
            .orElse(1);
    return new Incoming(
        IamReplies.present(text(message, "MessageId").orElse(null), "MessageId"),
        IamReplies.present(text(message, "ReceiptHandle").orElse(null), "ReceiptHandle"),
        text(message, "Body").orElse(""),
        receives);
  }

  @Override
  public Optional<Failure> extend(String receipt, Duration visibility) {
    return order(
        "ChangeMessageVisibility",
        Map.of("ReceiptHandle", receipt, "VisibilityTimeout", (int) visibility.toSeconds()));
  }

  @Override
  public Optional<Failure> delete(String receipt) {
    return order("DeleteMessage", Map.of("ReceiptHandle", receipt));
  }

  private ReadResult<JsonNode> call(String action, String operation, Map<String, ?> parameters) {
    return calls.read(
        action,
        Set.of(),
        () -> requests.get().post(JsonService.SQS, operation, ofQueue(parameters)));
  }

  private Optional<Failure> order(String operation, Map<String, ?> parameters) {
    ReadResult<Boolean> result =
        calls.read(
            "sqs:" + operation,
            Set.of(),
            () -> {
              requests.get().order(JsonService.SQS, operation, ofQueue(parameters));
              return true;
            });
    return result instanceof ReadResult.Failed<Boolean>(Failure failure)
        ? Optional.of(failure)
        : Optional.empty();
  }

  private Map<String, Object> ofQueue(Map<String, ?> parameters) {
    Map<String, Object> all = new LinkedHashMap<>(parameters);
    all.put("QueueUrl", url);
    return all;
  }

  private static List<JsonNode> list(JsonNode node, String name) {
    return Optional.of(node)
        .filter(JsonNode::isObject)
        .flatMap(it -> it.field(name))
        .filter(JsonNode::isArray)
        .map(JsonNode::asArray)
        .orElse(List.of());
  }

  private static Optional<String> text(JsonNode node, String name) {
    return node.isObject()
        ? node.field(name).filter(JsonNode::isString).map(JsonNode::asString)
        : Optional.empty();
  }
}
