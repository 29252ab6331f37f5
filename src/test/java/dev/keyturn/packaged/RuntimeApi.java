package dev.keyturn.packaged;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lambda's Runtime API, as a function's process sees it: events are fetched, answers are posted.
 */
final class RuntimeApi implements AutoCloseable {
  private static final String VERSION = "/2018-06-01/runtime/";
  private static final Duration PATIENCE = Duration.ofSeconds(100);
  private static final long TIMEOUT_MINUTES = 15;

  private record Waiting(String id, String event) {}

  private final String functionArn;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LinkedBlockingQueue<Waiting> events = new LinkedBlockingQueue<>();
  private final Map<String, CompletableFuture<FunctionProcess.Answer>> answers =
      new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean closed;

  RuntimeApi(String functionArn) {
    this.functionArn = functionArn;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext(VERSION, this::handle);
    http.setExecutor(threads);
    http.start();
  }

  /** What {@code AWS_LAMBDA_RUNTIME_API} is set to. */
  String address() {
    return "127.0.0.1:" + http.getAddress().getPort();
  }

  /** Invokes the function and waits for its answer; empty when its process was killed over it. */
  Optional<FunctionProcess.Answer> invoke(String event, FunctionProcess function) {
    String id = "request-" + count.incrementAndGet();
    CompletableFuture<FunctionProcess.Answer> answer = new CompletableFuture<>();
    answers.put(id, answer);
    events.add(new Waiting(id, event));
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      try {
        return Optional.of(answer.get(100, TimeUnit.MILLISECONDS));
      } catch (TimeoutException notYet) {
        if (!function.isAlive()) {
          return Optional.ofNullable(answer.getNow(null));
        }
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("no answer to " + id);
  }

  @Override
  public void close() {
    closed = true;
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(VERSION.length());
      if (path.equals("invocation/next")) {
        next(exchange);
        return;
      }
      if (path.equals("restore/next")) {
        // The snapshot is taken and restored: here, in no time.
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String[] parts = path.split("/", -1);
      if (parts.length == 3 && parts[0].equals("invocation")) {
        CompletableFuture<FunctionProcess.Answer> answer = answers.get(parts[1]);
        if (answer != null) {
          answer.complete(new FunctionProcess.Answer(parts[2].equals("error"), body));
        }
      } else {
        answers.values().forEach(answer -> answer.complete(new FunctionProcess.Answer(true, body)));
      }
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    Waiting waiting = null;
    while (waiting == null && !closed) {
      try {
        waiting = events.poll(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException over) {
        return;
      }
    }
    if (waiting == null) {
      return;
    }
    long deadline = Instant.now().plus(Duration.ofMinutes(TIMEOUT_MINUTES)).toEpochMilli();
    exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", waiting.id());
    exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
    exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] body = waiting.event().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}
