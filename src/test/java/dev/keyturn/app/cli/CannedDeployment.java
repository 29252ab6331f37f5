package dev.keyturn.app.cli;

import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A deployed function and what stands around it, as far as {@code doctor} looks, in the forms that
 * the services' models give. What a test changes is how it is found.
 */
final class CannedDeployment {
  private static final String JSON = "application/x-amz-json-1.0";

  boolean deployed = true;
  String description = "Rotates the access keys of IAM users (Keyturn (not packaged)).";
  String state = "Active";
  Optional<String> rule = Optional.of("ENABLED");
  List<String> alarms = new ArrayList<>(List.of("OK"));
  String alarmActions = "[\"arn:aws:sns:us-east-1:123456789012:topic\"]";
  Optional<Integer> deadLetters = Optional.of(0);
  final List<String> asked = new ArrayList<>();

  /** The answer, where the request is for one of its services. */
  Optional<WireReply> answer(WireRequest request, Instant now) {
    String target = request.header("x-amz-target").orElse("");
    if (request.path().startsWith("/2015-03-31/functions/")) {
      asked.add(request.method());
      return Optional.of(function(now));
    }
    if (!target.matches("(AWSEvents|GraniteServiceVersion20100801|AmazonSQS)\\..*")) {
      return Optional.empty();
    }
    String operation = target.substring(target.indexOf('.') + 1);
    asked.add(operation);
    return Optional.of(
        switch (operation) {
          case "DescribeRule" ->
              rule.map(it ->
                      reply(
                          200,
                          "{\"State\":\"%s\",\"ScheduleExpression\":\"rate(6 hours)\"}"
                              .formatted(it),
                          now))
                  .orElseGet(() -> reply(400, "{\"__type\":\"ResourceNotFoundException\"}", now));
          case "DescribeAlarms" -> alarms(new String(request.body(), StandardCharsets.UTF_8), now);
          case "GetQueueUrl" ->
              deadLetters.isPresent()
                  ? reply(200, "{\"QueueUrl\":\"http://queue\"}", now)
                  : reply(400, "{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\"}", now);
          case "GetQueueAttributes" ->
              reply(
                  200,
                  "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"%d\"}}"
                      .formatted(deadLetters.orElseThrow()),
                  now);
          default -> throw new AssertionError(operation);
        });
  }

  private WireReply function(Instant now) {
    return deployed
        ? reply(
            200,
            "{\"Version\":\"7\",\"Description\":\"%s\",\"State\":\"%s\",\"LastUpdateStatus\":\"Successful\"}"
                .formatted(description, state),
            now)
        : reply(404, "{\"__type\":\"ResourceNotFoundException\",\"message\":\"gone\"}", now);
  }

  /** A page holds one alarm. */
  private WireReply alarms(String body, Instant now) {
    int at =
        body.contains("NextToken")
            ? Integer.parseInt(body.replaceAll(".*NextToken\":\"(\\d+).*", "$1"))
            : 0;
    if (alarms.isEmpty()) {
      return reply(200, "{\"MetricAlarms\":[]}", now);
    }
    String more = at + 1 < alarms.size() ? ",\"NextToken\":\"%d\"".formatted(at + 1) : "";
    return reply(
        200,
        "{\"MetricAlarms\":[{\"AlarmName\":\"keyturn-alarm-%d\",\"StateValue\":\"%s\",\"ActionsEnabled\":true,\"AlarmActions\":%s}]%s}"
            .formatted(at, alarms.get(at), alarmActions, more),
        now);
  }

  private static WireReply reply(int status, String body, Instant now) {
    return WireReply.of(status, JSON, body, "request", now);
  }
}
