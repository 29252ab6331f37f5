package dev.keyturn.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyturn.fleet.MemoryQueue;
import dev.keyturn.json.JsonObjects;
import dev.keyturn.json.JsonText;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WorkQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A queue in memory behind SQS's JSON protocol, so that its time can be moved and processes that
 * ask it can be killed at a call. A queue without any message answers at once; one whose messages
 * are all in flight lets the caller wait, as SQS does.
 */
final class QueueServer implements AutoCloseable {
  private static final String PREFIX = "AmazonSQS.";
  private static final long LOOK_AGAIN_MILLISECONDS = 50;

  private final MemoryQueue queue;
  private final CallWatch watch;
  private final HttpServer http;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Serves a queue.
   *
   * @param watch is told of each call before and after it took effect
   */
  QueueServer(MemoryQueue queue, CallWatch watch) {
    this.queue = queue;
    this.watch = watch;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** What is given to {@code --queue}. */
  String url() {
    return endpoint() + "/111111111111/keyturn.fifo";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String operation =
          exchange.getRequestHeaders().getFirst("X-Amz-Target").substring(PREFIX.length());
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      watch.before("sqs:" + operation);
      String reply = answer(operation, JsonObjects.read(body).orElseThrow());
      watch.after("sqs:" + operation);
      byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String answer(String operation, Map<String, @Nullable Object> asked) {
    return switch (operation) {
      case "ReceiveMessage" ->
          received(receive(visibility(asked), seconds(asked, "WaitTimeSeconds")));
      case "ChangeMessageVisibility" -> done(queue.extend(receipt(asked), visibility(asked)));
      case "DeleteMessage" -> done(queue.delete(receipt(asked)));
      case "SendMessageBatch" ->
          sent(asked.get("Entries") instanceof List<?> entries ? entries : List.of());
      default -> throw new AssertionError("asked for " + operation);
    };
  }

  private static Duration visibility(Map<String, @Nullable Object> asked) {
    return Duration.ofSeconds(seconds(asked, "VisibilityTimeout"));
  }

  private static long seconds(Map<String, @Nullable Object> asked, String field) {
    return asked.get(field) instanceof Long seconds ? seconds : 0;
  }

  private ReadResult<WorkQueue.Incoming> receive(Duration visibility, long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      ReadResult<WorkQueue.Incoming> received = queue.receive(Duration.ZERO, visibility);
      boolean later = received instanceof ReadResult.Absent && queue.size() > 0;
      if (!later || System.nanoTime() > end || isClosedWithin(LOOK_AGAIN_MILLISECONDS)) {
        return received;
      }
    }
  }

  private boolean isClosedWithin(long milliseconds) {
    try {
      return closed.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static String receipt(Map<String, @Nullable Object> asked) {
    return String.valueOf(asked.get("ReceiptHandle"));
  }

  private static String done(Optional<?> failure) {
    if (failure.isPresent()) {
      throw new AssertionError("a receipt that is good no more");
    }
    return "{}";
  }

  private static String received(ReadResult<WorkQueue.Incoming> received) {
    if (!(received instanceof ReadResult.Got<WorkQueue.Incoming>(WorkQueue.Incoming message))) {
      return "{}";
    }
    return JsonText.oneLine(
        Map.of(
            "Messages",
            List.of(
                Map.of(
                    "MessageId", message.id(),
                    "ReceiptHandle", message.receipt(),
                    "Body", message.body(),
                    "Attributes",
                        Map.of("ApproximateReceiveCount", Integer.toString(message.receives()))))));
  }

  private String sent(List<?> entries) {
    List<Map<String, String>> taken = new ArrayList<>();
    for (Object entry : entries) {
      Map<?, ?> fields = (Map<?, ?>) entry;
      queue.send(
          List.of(
              new WorkQueue.Outgoing(
                  String.valueOf(fields.get("MessageBody")),
                  String.valueOf(fields.get("MessageGroupId")),
                  String.valueOf(fields.get("MessageDeduplicationId")))));
      taken.add(Map.of("Id", String.valueOf(fields.get("Id"))));
    }
    return JsonText.oneLine(Map.of("Successful", taken));
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
