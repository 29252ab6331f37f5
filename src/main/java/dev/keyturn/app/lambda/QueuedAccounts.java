package dev.keyturn.app.lambda;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.MemberRole;
import dev.keyturn.aws.Partitions;
import dev.keyturn.aws.RoleSession;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.AccountMessageReader;
import dev.keyturn.fleet.Dispatch;
import dev.keyturn.fleet.PassEnd;
import dev.keyturn.fleet.PassPosition;
import dev.keyturn.json.JsonText;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WorkQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The work that messages of a queue ask for, a message an account. The answer names those that were
 * not done (a partial batch response), which SQS delivers again, and in the end puts into the
 * dead-letter queue.
 */
final class QueuedAccounts {
  private final Invocation invocation;
  private final QueueSettings settings;
  private final AccountResults results;

  QueuedAccounts(Invocation invocation) {
    this.invocation = invocation;
    this.settings = QueueSettings.read(invocation.environment().env());
    this.results = new AccountResults(invocation, settings.results());
  }

  /**
   * Takes one message after the other. After one that was not done, the rest is not begun: of a
   * group, messages must not overtake each other (Lambda Developer Guide, SQS FIFO).
   *
   * @return the answer, as JSON
   */
  String take(FunctionEvent.Queued event) {
    List<Map<String, String>> failures = new ArrayList<>();
    for (FunctionEvent.Queued.Message message : event.messages()) {
      if (!failures.isEmpty() || !isDone(message)) {
        failures.add(Map.of("itemIdentifier", message.id()));
      }
    }
    return JsonText.oneLine(Map.of("batchItemFailures", failures));
  }

  private boolean isDone(FunctionEvent.Queued.Message message) {
    return switch (AccountMessageReader.read(message.body())) {
      case AccountMessageReader.Reading.Wrong(List<String> problems) -> putAside(message, problems);
      case AccountMessageReader.Reading.Message(AccountMessage asked) -> {
        List<String> problems = problems(asked);
        yield problems.isEmpty() ? isDone(asked) : putAside(message, problems);
      }
    };
  }

  /** A message never widens what is assumed: it must name what the environment names. */
  private List<String> problems(AccountMessage asked) {
    List<String> problems = new ArrayList<>(settings.problems());
    if (settings.role().filter(ours -> !ours.equals(asked.role())).isPresent()) {
      problems.add(
          "It asks for another role than that of %s. Enqueue with the same role."
              .formatted(QueueSettings.ROLE));
    }
    invocation
        .configuration()
        .region()
        .filter(ours -> !Partitions.of(ours).equals(Partitions.of(asked.region())))
        .ifPresent(ours -> problems.add("Its Region is of another partition than the function's."));
    return problems;
  }

  private boolean putAside(FunctionEvent.Queued.Message message, List<String> problems) {
    invocation
        .log()
        .say(
            "ERROR",
            "put-aside",
            "A message was put aside. " + String.join(" ", problems),
            Map.of("queueMessage", message.id()));
    invocation.metrics().nothingDone("put-aside");
    return false;
  }

  /** Whatever comes of it is counted by account as well. */
  private boolean isDone(AccountMessage asked) {
    Metrics counted = invocation.metrics().anew();
    try {
      return isDone(asked, counted);
    } finally {
      invocation.metrics().add(asked.account(), asked.region(), counted);
    }
  }

  private boolean isDone(AccountMessage asked, Metrics counted) {
    AwsConnection hub = invocation.aws();
    RoleSession session =
        hub.session(
            MemberRole.of(
                asked.account(),
                settings.role().orElseThrow(),
                settings.externalId(),
                asked.run()));
    return switch (session.begin()) {
      case ReadResult.Failed<Instant>(Failure failure) -> notReached(asked, counted, failure);
      case ReadResult.Absent<Instant> never -> isDone(asked, session, counted);
      case ReadResult.Got<Instant> begun -> isDone(asked, session, counted);
    };
  }

  private boolean notReached(AccountMessage asked, Metrics counted, Failure failure) {
    say("ERROR", "not-reached", asked, "The account was not reached. " + failure.sentence());
    counted.nothingDone(failure.word());
    return PassEnd.Next.notReached(failure) instanceof PassEnd.Next.Over;
  }

  private boolean isDone(AccountMessage asked, RoleSession session, Metrics counted) {
    try (AwsConnection there = invocation.aws().as(session, asked.region())) {
      return switch (new QueuedAccount(invocation.in(there, asked, counted), asked).work()) {
        case QueuedAccount.End.NotListed(Failure failure) -> {
          say("ERROR", "failed", asked, "Its secrets were not listed. " + failure.sentence());
          counted.nothingDone(failure.word());
          yield PassEnd.Next.notListed(failure) instanceof PassEnd.Next.Over;
        }
        case QueuedAccount.End.Worked(ScheduledRunResult result, Optional<PassPosition> rest) -> {
          // Before it is told, which may take a while where the bucket is slow.
          boolean done = rest.isEmpty() || goesOn(asked, rest.get());
          String level = result.hasFailed() ? "ERROR" : "INFO";
          say(level, "swept", asked, result.continuedSentence());
          yield done;
        }
        case QueuedAccount.End.NothingDone nothing -> {
          say(
              "ERROR",
              "out-of-time",
              asked,
              "There was no time for its first secret. Give the function a longer timeout.");
          yield false;
        }
      };
    }
  }

  private boolean goesOn(AccountMessage asked, PassPosition rest) {
    WorkQueue queue = invocation.aws().queue(settings.queue().orElseThrow());
    List<WorkQueue.Unsent> unsent =
        new Dispatch(queue, invocation.deadline()).send(List.of(asked.from(rest).outgoing()));
    unsent.forEach(it -> say("ERROR", "not-continued", asked, it.failure().sentence()));
    return unsent.isEmpty();
  }

  private void say(String level, String event, AccountMessage asked, String message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("account", asked.account().value());
    fields.put("region", asked.region());
    fields.put("run", asked.run());
    fields.put("part", asked.part());
    invocation.log().say(level, event, message, fields);
    results.keep(asked, event, message, fields);
  }
}
