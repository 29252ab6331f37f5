package dev.keyturn.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.aws.AwsSettings.Keys;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.packaged.FunctionProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What ministack does not do with a function in Java, for one that was deployed on it: runs it when
 * somebody invokes it, with the variables that it was deployed with, and hands what it prints to
 * CloudWatch, which keeps the lines, takes the metrics out of them and counts errors. The log, the
 * metrics and the alarms themselves are the emulator's.
 */
final class DeployedFunction implements AutoCloseable {
  private static final String NAME = "keyturn";
  private static final String INVOKE = "/2015-03-31/functions/" + NAME + ":live/invocations";

  private final Deployment deployment;
  private final Emulator emulator;
  private final Keys role;
  private final Map<String, String> hurry;
  private final HttpServer http;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private int environments;

  /**
   * Waits for invocations.
   *
   * @param role as whom it runs
   * @param hurry variables beside those that it was deployed with
   */
  DeployedFunction(Deployment deployment, Emulator emulator, Keys role, Map<String, String> hurry) {
    this.deployment = deployment;
    this.emulator = emulator;
    this.role = role;
    this.hurry = hurry;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::handle);
    http.setExecutor(thread);
    http.start();
  }

  /** Where Lambda's Invoke is. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  @Override
  public void close() {
    http.stop(0);
    thread.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int status = 400;
      String reply;
      if (exchange.getRequestURI().getPath().equals(INVOKE)) {
        try {
          FunctionProcess.Answer answer = invoke(event);
          if (answer.failed()) {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
          }
          status = 200;
          reply = answer.text();
        } catch (IOException | RuntimeException | AssertionError e) {
          reply = e.toString();
        }
      } else {
        reply = "nothing but Invoke is here: " + exchange.getRequestURI();
      }
      byte[] body = reply.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Each time in an environment of its own, as after hours without an event. */
  private FunctionProcess.Answer invoke(String event) throws IOException {
    try (FunctionProcess function =
        new FunctionProcess(emulator.endpoint(), "000000000000", role, variables())) {
      FunctionProcess.Answer answer = function.invoke(event).orElseThrow();
      toCloudWatch(function.printed(), answer.failed());
      return answer;
    }
  }

  private Map<String, String> variables() {
    Object configuration =
        ParsedJson.parse(
            deployment.aws(
                "lambda",
                "get-function-configuration",
                "--function-name",
                NAME,
                "--qualifier",
                "live"));
    Map<String, String> variables = new HashMap<>(hurry);
    ((Map<?, ?>) ParsedJson.at(configuration, "Environment", "Variables"))
        .forEach((name, value) -> variables.put((String) name, (String) value));
    return variables;
  }

  private void toCloudWatch(String printed, boolean failed) throws IOException {
    String stream = "2026/01/01/[1]" + ++environments;
    Path file = Files.createTempFile("printed", ".log");
    Files.writeString(file, printed);
    List<String> call =
        List.of(
            "src/test/python/to_cloudwatch.py",
            NAME,
            stream,
            file.toString(),
            failed ? "failed" : "succeeded");
    Program.of("venv", "python", call).with(deployment.environment()).run().orFail();
    Files.delete(file);
  }
}
