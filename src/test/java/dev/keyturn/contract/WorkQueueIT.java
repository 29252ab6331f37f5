package dev.keyturn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.emulators.ElasticMq;
import dev.keyturn.emulators.Ministack;
import dev.keyturn.emulators.QueueAdministrator;
import dev.keyturn.model.SecretText;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WorkQueue;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a worker relies on of a queue, on two servers that others wrote: ElasticMQ and ministack.
 * Where one is not as AWS documents it, that is in {@code docs/emulators.md}.
 */
@Execution(ExecutionMode.CONCURRENT)
class WorkQueueIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration AT_ONCE = Duration.ZERO;

  private static ElasticMq elasticMq;
  private static URI ministack;

  /** Whose queue it is. */
  enum Server {
    ELASTICMQ,
    MINISTACK;

    URI endpoint() {
      return switch (this) {
        case ELASTICMQ -> elasticMq.endpoint();
        case MINISTACK -> ministack;
      };
    }

    QueueAdministrator administrator() {
      return new QueueAdministrator(endpoint());
    }

    AwsConnection connect() {
      return AwsConnection.connect(
          AwsSettings.ambient(InstantSource.system())
              .withEndpoint(endpoint())
              .withRegion("us-east-1")
              .with(new AwsSettings.Keys("test", SecretText.of("test"), Optional.empty())));
    }
  }

  @BeforeAll
  static void start() {
    elasticMq = ElasticMq.start();
    ministack = Ministack.withoutAuthentication();
  }

  @AfterAll
  static void stop() {
    elasticMq.close();
  }

  private static WorkQueue.Outgoing message(String body, String group) {
    return new WorkQueue.Outgoing(body, group, "dedup-" + body);
  }

  private static Optional<WorkQueue.Incoming> receive(WorkQueue queue, Duration wait) {
    return switch (queue.receive(wait, LONG)) {
      case ReadResult.Got<WorkQueue.Incoming>(WorkQueue.Incoming message) -> Optional.of(message);
      case ReadResult.Absent<WorkQueue.Incoming> none -> Optional.empty();
      case ReadResult.Failed<WorkQueue.Incoming>(Failure failure) ->
          throw new AssertionError(failure.sentence());
    };
  }

  private static WorkQueue.Incoming next(WorkQueue queue) {
    return receive(queue, AT_ONCE).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A message in flight holds back its group, and no other")
  void group(Server server) {
    try (AwsConnection aws = server.connect()) {
      WorkQueue queue = aws.queue(server.administrator().fifo("group.fifo"));
      assertThat(queue.send(List.of(message("a1", "a"), message("a2", "a"), message("b1", "b"))))
          .isEmpty();
      WorkQueue.Incoming first = next(queue);
      assertThat(first.body()).isEqualTo("a1");
      assertThat(first.receives()).isEqualTo(1);
      assertThat(next(queue).body()).isEqualTo("b1");
      assertThat(receive(queue, AT_ONCE)).isEmpty();
      assertThat(queue.delete(first.receipt())).isEmpty();
      assertThat(next(queue).body()).isEqualTo("a2");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("What is sent again within five minutes is taken, and is there once")
  void deduplication(Server server) {
    try (AwsConnection aws = server.connect()) {
      WorkQueue queue = aws.queue(server.administrator().fifo("once.fifo"));
      assertThat(queue.send(List.of(message("a", "a")))).isEmpty();
      assertThat(queue.send(List.of(message("a", "a"), message("b", "b")))).isEmpty();
      assertThat(List.of(next(queue).body(), next(queue).body())).containsExactly("a", "b");
      assertThat(receive(queue, AT_ONCE)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("What is handed back is there at once, and before what is behind it in its group")
  void handedBack(Server server) {
    try (AwsConnection aws = server.connect()) {
      WorkQueue queue = aws.queue(server.administrator().fifo("back.fifo"));
      queue.send(List.of(message("a1", "a"), message("a2", "a")));
      assertThat(queue.extend(next(queue).receipt(), AT_ONCE)).isEmpty();
      WorkQueue.Incoming again = next(queue);
      assertThat(again.body()).isEqualTo("a1");
      assertThat(again.receives()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("What lapses comes back, prolonged or not; then an old receipt is another's message")
  void lapsed(Server server) {
    try (AwsConnection aws = server.connect()) {
      WorkQueue queue = aws.queue(server.administrator().fifo("lapse.fifo"));
      queue.send(List.of(message("a", "a")));
      WorkQueue.Incoming first = next(queue);
      assertThat(queue.extend(first.receipt(), SHORT)).isEmpty();
      WorkQueue.Incoming second = receive(queue, PATIENCE).orElseThrow();
      assertThat(second.id()).isEqualTo(first.id());
      assertThat(second.receives()).isEqualTo(2);
      assertThat(queue.extend(first.receipt(), LONG))
          .hasValueSatisfying(it -> assertThat(it.isPassing()).as(it.sentence()).isFalse());
      assertThat(queue.extend(second.receipt(), LONG)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("What was received too often is among the dead letters, as it was")
  void deadLetters(Server server) {
    try (AwsConnection aws = server.connect()) {
      String dead = server.administrator().fifo("dead.fifo");
      WorkQueue queue = aws.queue(server.administrator().fifo("alive.fifo", dead, 2, LONG));
      queue.send(List.of(message("poison", "a"), message("b", "b")));
      for (int receives = 0; receives < 2; receives++) {
        assertThat(queue.extend(next(queue).receipt(), AT_ONCE)).isEmpty();
      }
      // ElasticMQ answers nothing to the request at which it moves a message away.
      assertThat(receive(queue, PATIENCE).orElseThrow().body()).isEqualTo("b");
      assertThat(receive(queue, AT_ONCE)).isEmpty();
      assertThat(next(aws.queue(dead)).body()).isEqualTo("poison");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A queue that is not there, and a receipt that is none, are told by their codes")
  void refusals(Server server) {
    try (AwsConnection aws = server.connect()) {
      String url = server.administrator().fifo("there.fifo");
      assertThat(aws.queue(url).delete("no receipt"))
          .hasValueSatisfying(it -> assertThat(it.isPassing()).isFalse());
      assertThat(aws.queue(url.replace("there", "gone")).receive(AT_ONCE, LONG))
          .isInstanceOfSatisfying(
              ReadResult.Failed.class,
              it ->
                  assertThat(it.failure())
                      .isInstanceOfSatisfying(
                          Failure.Rejected.class,
                          why -> assertThat(why.code()).isEqualTo("QueueDoesNotExist")));
    }
  }
}
