package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WorkQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** The requests of a queue, and what its replies are taken for. */
class QueueRequestsTest {
  private static final String URL =
      "https://sqs.eu-central-1.amazonaws.com/111122223333/keyturn.fifo";

  private final List<HttpExecuteRequest> requests = new ArrayList<>();
  private int status = 200;
  private String reply = "{}";

  private AwsConnection aws() {
    return AwsConnection.connect(
        AwsSettings.ambient(() -> Instant.parse("2031-05-06T07:08:09Z"))
            .with(Retries.IMMEDIATE)
            .withHttp(() -> new RecordingHttp(this::answer))
            .withRegion("us-east-1")
            .with(new AwsSettings.Keys("AKIAHUB", Connections.SECRET, Optional.empty())));
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) {
    requests.add(request);
    return ScriptedHttp.answer(status, Map.of(), reply);
  }

  private String sent() {
    try (var stream = requests.getLast().contentStreamProvider().orElseThrow().newStream()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String header(String name) {
    return requests.getLast().httpRequest().firstMatchingHeader(name).orElseThrow();
  }

  @Test
  @DisplayName("A request goes to the queue's Region, signed for it, by the JSON protocol")
  void request() {
    try (AwsConnection aws = aws()) {
      aws.queue(URL).delete("r");
    }
    assertThat(requests.getLast().httpRequest().host()).isEqualTo("sqs.eu-central-1.amazonaws.com");
    assertThat(header("X-Amz-Target")).isEqualTo("AmazonSQS.DeleteMessage");
    assertThat(header("Content-Type")).isEqualTo("application/x-amz-json-1.0");
    assertThat(header("Authorization")).contains("/eu-central-1/sqs/aws4_request");
    assertThat(sent()).contains("\"QueueUrl\":\"" + URL + "\"", "\"ReceiptHandle\":\"r\"");
  }

  @Test
  @DisplayName("Of a batch, only what the reply names as taken was taken")
  void batch() {
    reply =
        """
        {"Successful": [{"Id": "m0"}],
         "Failed": [{"Id": "m1", "SenderFault": true, "Code": "InvalidParameterValue", "Message": "no"},
                    {"Id": "m2", "SenderFault": false, "Code": "InternalError"}]}
        """;
    List<WorkQueue.Outgoing> messages =
        List.of(message("0"), message("1"), message("2"), message("3"));
    try (AwsConnection aws = aws()) {
      List<WorkQueue.Unsent> unsent = aws.queue(URL).send(messages);
      assertThat(unsent).extracting(WorkQueue.Unsent::message).isEqualTo(messages.subList(1, 4));
      assertThat(unsent)
          .extracting(it -> it.failure().isPassing())
          .containsExactly(false, true, true);
    }
    assertThat(sent())
        .contains("\"MessageGroupId\":\"g\"", "\"MessageDeduplicationId\":\"d0\"", "\"m3\"");
  }

  private static WorkQueue.Outgoing message(String number) {
    return new WorkQueue.Outgoing("body" + number, "g", "d" + number);
  }

  @Test
  @DisplayName("A message is received with how often it was; an empty reply is none")
  void receive() {
    try (AwsConnection aws = aws()) {
      WorkQueue queue = aws.queue(URL);
      assertThat(queue.receive(Duration.ofSeconds(10), Duration.ofMinutes(2)))
          .isInstanceOf(ReadResult.Absent.class);
      assertThat(sent()).contains("\"WaitTimeSeconds\":10", "\"VisibilityTimeout\":120");
      reply =
          """
          {"Messages": [{"MessageId": "i", "ReceiptHandle": "r", "Body": "b",
                         "Attributes": {"ApproximateReceiveCount": "3"}}]}
          """;
      assertThat(queue.receive(Duration.ZERO, Duration.ofMinutes(2)))
          .isEqualTo(new ReadResult.Got<>(new WorkQueue.Incoming("i", "r", "b", 3)));
      reply = "{\"Messages\": [{\"Body\": \"b\"}]}";
      assertThat(queue.receive(Duration.ZERO, Duration.ofMinutes(2)))
          .isInstanceOf(ReadResult.Failed.class);
    }
  }

  @Test
  @DisplayName("A refusal is told by its code; an operation without a result may answer nothing")
  void refusal() {
    try (AwsConnection aws = aws()) {
      WorkQueue queue = aws.queue(URL);
      reply = "";
      assertThat(queue.delete("r")).isEmpty();
      status = 400;
      reply = "{\"__type\":\"com.amazonaws.sqs#MessageNotInflight\",\"message\":\"not in flight\"}";
      assertThat(queue.extend("r", Duration.ofMinutes(2)))
          .get()
          .isInstanceOfSatisfying(
              Failure.Rejected.class, it -> assertThat(it.code()).isEqualTo("MessageNotInflight"));
      status = 500;
      assertThat(queue.delete("r")).get().matches(Failure::isPassing);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://sqs.eu-central-1.amazonaws.com/1/k.fifo, eu-central-1",
    "https://sqs-fips.us-gov-west-1.amazonaws.com/1/k.fifo, us-gov-west-1",
    "https://sqs.cn-north-1.amazonaws.com.cn/1/k.fifo, cn-north-1",
    "https://eu-west-1.queue.amazonaws.com/1/k.fifo, eu-west-1",
    "http://127.0.0.1:4566/1/k.fifo, ",
  })
  @DisplayName("A queue's Region is in its URL, where it is one of AWS's")
  void region(String url, String region) {
    assertThat(JsonQueue.home(url)).isEqualTo(Optional.ofNullable(region));
  }
}
