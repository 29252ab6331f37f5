package dev.keyturn.aws;

import dev.keyturn.port.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** The function that was deployed, and what stands around it, as the services tell it. */
public final class DeployedReads {
  private static final Set<String> NOT_FOUND =
      Set.of("ResourceNotFoundException", "ResourceNotFound");

  private static final Set<String> NO_QUEUE =
      Set.of("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue");

  /** A deployment has fifteen alarms or so; a page holds a hundred. */
  private static final int MOST_PAGES = 20;

  private final JsonRequests requests;
  private final SdkCalls calls;

  /**
   * The function as it is called, by its alias.
   *
   * @param number of the version that was published
   * @param description of the function, which names the version of Keyturn
   * @param state such as {@code Active}
   * @param update how its last change went, such as {@code Successful}
   */
  public record DeployedFunction(String number, String description, String state, String update) {}

  /** The rule that calls it. */
  public record Schedule(boolean enabled, String expression) {}

  /**
   * An alarm.
   *
   * @param state {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}
   * @param tells whether somebody is told when it sounds
   */
  public record Alarm(String name, String state, boolean tells) {}

  DeployedReads(JsonRequests requests, SdkCalls calls) {
    this.requests = requests;
    this.calls = calls;
  }

  /**
   * The function behind an alias. Its own description is asked for without the alias: that of a
   * version is another text.
   */
  public ReadResult<DeployedFunction> function(String name, String alias) {
    String path = "/2015-03-31/functions/" + SdkHttpUtils.urlEncode(name) + "/configuration";
    return calls.read(
        "lambda:GetFunctionConfiguration",
        NOT_FOUND,
        () -> {
          JsonNode live = requests.get(JsonService.LAMBDA, path, "Qualifier", alias);
          JsonNode latest = requests.get(JsonService.LAMBDA, path, "Qualifier", "$LATEST");
          return new DeployedFunction(
              text(live, "Version"),
              text(latest, "Description"),
              text(live, "State"),
              text(live, "LastUpdateStatus"));
        });
  }

  /** A rule of EventBridge. */
  public ReadResult<Schedule> schedule(String rule) {
    return calls.read(
        "events:DescribeRule",
        NOT_FOUND,
        () -> {
          JsonNode found = requests.post(JsonService.EVENTS, "DescribeRule", Map.of("Name", rule));
          return new Schedule(
              text(found, "State").startsWith("ENABLED"), text(found, "ScheduleExpression"));
        });
  }

  /** The alarms whose names begin so. */
  public ReadResult<List<Alarm>> alarms(String prefix) {
    return calls.read(
        "cloudwatch:DescribeAlarms",
        Set.of(),
        () -> {
          List<Alarm> alarms = new ArrayList<>();
          Optional<String> next = Optional.empty();
          for (int page = 0; page == 0 || (next.isPresent() && page < MOST_PAGES); page++) {
            JsonNode found =
                requests.post(
                    JsonService.CLOUDWATCH,
                    "DescribeAlarms",
                    next.isPresent()
                        ? Map.of("AlarmNamePrefix", prefix, "NextToken", next.get())
                        : Map.of("AlarmNamePrefix", prefix));
            found.field("MetricAlarms").filter(JsonNode::isArray).stream()
                .flatMap(list -> list.asArray().stream())
                .forEach(alarm -> alarms.add(alarm(alarm)));
            next = Optional.of(text(found, "NextToken")).filter(token -> !token.isEmpty());
          }
          if (next.isPresent()) {
            throw new UnreadableReplyException("the list of alarms does not end");
          }
          return List.copyOf(alarms);
        });
  }

  /** About how many messages wait in a queue. */
  public ReadResult<Long> messages(String queue) {
    return calls.read(
        "sqs:GetQueueAttributes",
        NO_QUEUE,
        () -> {
          String url =
              text(
                  requests.post(JsonService.SQS, "GetQueueUrl", Map.of("QueueName", queue)),
                  "QueueUrl");
          String attribute = "ApproximateNumberOfMessages";
          JsonNode found =
              requests.post(
                  JsonService.SQS,
                  "GetQueueAttributes",
                  Map.of("QueueUrl", url, "AttributeNames", List.of(attribute)));
          return found
              .field("Attributes")
              .map(attributes -> text(attributes, attribute))
              .filter(number -> number.matches("\\d{1,18}"))
              .map(Long::valueOf)
              .orElseThrow(() -> new UnreadableReplyException("no " + attribute));
        });
  }

  private static Alarm alarm(JsonNode alarm) {
    boolean enabled =
        alarm
            .field("ActionsEnabled")
            .filter(JsonNode::isBoolean)
            .map(JsonNode::asBoolean)
            .orElse(true);
    boolean any =
        alarm
            .field("AlarmActions")
            .filter(JsonNode::isArray)
            .filter(all -> !all.asArray().isEmpty())
            .isPresent();
    return new Alarm(text(alarm, "AlarmName"), text(alarm, "StateValue"), enabled && any);
  }

  private static String text(JsonNode node, String field) {
    return node.field(field).filter(JsonNode::isString).map(JsonNode::asString).orElse("");
  }
}
