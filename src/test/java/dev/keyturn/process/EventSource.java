package dev.keyturn.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyturn.json.JsonText;
import dev.keyturn.packaged.FunctionProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An event source of ministack's that feeds a packaged function. ministack runs no Java but in
 * Docker; it hands the events of a function with {@code MINISTACK_LAMBDA_PROXY_URL} to an address,
 * and here they go to the function's process, one after the other.
 */
final class EventSource implements AutoCloseable {
  private final FunctionProcess function;
  private final HttpServer http;
  private final List<String> answers = Collections.synchronizedList(new ArrayList<>());

  private EventSource(FunctionProcess function) {
    this.function = function;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::invoke);
    http.start();
  }

  static EventSource to(FunctionProcess function) {
    return new EventSource(function);
  }

  /** What the function has answered. */
  List<String> answers() {
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }

  private void invoke(HttpExchange exchange) throws IOException {
    try (exchange) {
      String event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      FunctionProcess.Answer answer =
          function.invoke(event).orElseThrow(() -> new IOException("the function died"));
      answers.add(answer.text());
      byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.failed() ? 500 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Makes the function there, and its event source, as the hub's template has it. */
  void connect(URI ministack, String queueArn) {
    post(
        ministack.resolve("/2015-03-31/functions"),
        Map.of(
            "FunctionName",
            "keyturn",
            "Runtime",
            "java21",
            "Role",
            "arn:aws:iam::000000000000:role/keyturn-worker",
            "Handler",
            "dev.keyturn.app.lambda.Handler::handleRequest",
            "Timeout",
            60,
            "Code",
            Map.of("ZipFile", Base64.getEncoder().encodeToString(zip())),
            "Environment",
            Map.of(
                "Variables",
                Map.of(
                    "MINISTACK_LAMBDA_PROXY_URL",
                    "http://127.0.0.1:" + http.getAddress().getPort()))));
    post(
        ministack.resolve("/2015-03-31/event-source-mappings/"),
        Map.of(
            "EventSourceArn",
            queueArn,
            "FunctionName",
            "keyturn",
            "BatchSize",
            1,
            "FunctionResponseTypes",
            List.of("ReportBatchItemFailures")));
  }

  /** Its code is never run there, but has to be some. */
  private static byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("empty"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void post(URI to, Map<String, Object> body) {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JsonText.oneLine(body)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (reply.statusCode() >= 300) {
        throw new IllegalStateException(to + ": " + reply.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
