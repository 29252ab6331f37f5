package dev.keyturn.emulators;

import dev.keyturn.json.JsonObjects;
import dev.keyturn.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes queues on a server that asks nobody for a key. */
public record QueueAdministrator(URI server) {
  /** Makes a FIFO queue; its URL. */
  public String fifo(String name) {
    return create(name, Map.of("FifoQueue", "true"));
  }

  /**
   * Makes one whose messages are dead after so many receives; its URL.
   *
   * @param visibility for how long a message is invisible, where a request does not say it
   */
  public String fifo(String name, String deadLetters, int mostReceives, Duration visibility) {
    String redrive =
        JsonText.oneLine(
            Map.of(
                "deadLetterTargetArn",
                arn(deadLetters),
                "maxReceiveCount",
                Integer.toString(mostReceives)));
    return create(
        name,
        Map.of(
            "FifoQueue",
            "true",
            "VisibilityTimeout",
            Long.toString(visibility.toSeconds()),
            "RedrivePolicy",
            redrive));
  }

  /** The ARN of a queue. */
  public String arn(String queue) {
    Map<String, Object> asked = Map.of("QueueUrl", queue, "AttributeNames", List.of("QueueArn"));
    return call("GetQueueAttributes", JsonText.oneLine(asked)).get("Attributes")
            instanceof Map<?, ?> attributes
        ? String.valueOf(attributes.get("QueueArn"))
        : "";
  }

  private String create(String name, Map<String, String> attributes) {
    Map<String, @Nullable Object> reply =
        call("CreateQueue", JsonText.oneLine(Map.of("QueueName", name, "Attributes", attributes)));
    return String.valueOf(reply.get("QueueUrl"));
  }

  private Map<String, @Nullable Object> call(String operation, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(server)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AmazonSQS." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String reply = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return JsonObjects.read(reply)
          .orElseThrow(() -> new IllegalStateException(operation + ": " + reply));
    } catch (IOException e) {
      throw new IllegalStateException(operation, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
