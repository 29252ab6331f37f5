package dev.keyturn.packaged;

import dev.keyturn.aws.AwsSettings.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The packaged function, unpacked, as a process under AWS's own runtime interface client, as Lambda
 * runs it.
 */
public final class FunctionProcess implements AutoCloseable {
  private static final String RUNTIME =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String HANDLER = "dev.keyturn.app.lambda.Handler::handleRequest";

  /**
   * What came of an invocation.
   *
   * @param failed whether the function reported an error
   */
  public record Answer(boolean failed, String text) {}

  private final RuntimeApi api;
  private final Path output;
  private final Process process;
  private final StringBuilder answers = new StringBuilder();

  /**
   * Starts it.
   *
   * @param endpoint where its AWS is
   * @param account in which it is
   * @param as whom it is
   * @param more variables of its environment
   */
  public FunctionProcess(URI endpoint, String account, Keys as, Map<String, String> more) {
    api = new RuntimeApi("arn:aws:lambda:us-east-1:%s:function:keyturn".formatted(account));
    try {
      output = Files.createTempFile("keyturn-function", ".log");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      command.addAll(List.of("-cp", path("keyturn.lambda.runtime") + "/*", RUNTIME, HANDLER));
      ProcessBuilder builder = new ProcessBuilder(command);
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("KEYTURN_"));
      environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
      // The runtime looks for the function where it is started, as the managed one does.
      builder.directory(unpacked().toFile());
      environment.put("LAMBDA_TASK_ROOT", unpacked().toString());
      environment.put("AWS_LAMBDA_FUNCTION_NAME", "keyturn");
      environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
      environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
      environment.put("AWS_REGION", "us-east-1");
      environment.put("AWS_ENDPOINT_URL", endpoint.toString());
      environment.put("AWS_ACCESS_KEY_ID", as.id());
      environment.put("AWS_SECRET_ACCESS_KEY", as.secret().reveal());
      as.sessionToken().ifPresent(token -> environment.put("AWS_SESSION_TOKEN", token.reveal()));
      environment.put("KEYTURN_VERIFY_SUCCESSES", "2");
      environment.put("KEYTURN_VERIFY_SPAN", "0s");
      environment.putAll(more);
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends an event; empty when the process died over it. */
  public Optional<Answer> invoke(String event) {
    Optional<Answer> answer = api.invoke(event, this);
    answer.ifPresent(it -> answers.append(it.text()).append('\n'));
    return answer;
  }

  /** Sends a step. */
  public Optional<Answer> step(String step, String secret, String token) {
    return invoke(
        """
        {"Step": "%s", "SecretId": "%s", "ClientRequestToken": "%s",
         "RotationToken": "ffffffff-ffff-ffff-ffff-ffffffffffff"}
        """
            .formatted(step, secret, token));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits so long for its end; whether it came. */
  public boolean diesWithin(Duration duration) {
    try {
      return process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL; comes back when it is dead. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** All that it has printed and answered. */
  public String everything() {
    return printed() + answers;
  }

  /** All that it has printed: what Lambda puts into its log. */
  public String printed() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the function's process does not end");
      }
      api.close();
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static synchronized Path unpacked() throws IOException {
    Path zip = path("keyturn.lambda.zip");
    Path root = zip.resolveSibling("keyturn-lambda-unpacked");
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path target = root.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (!Files.exists(target)
            || Files.getLastModifiedTime(target).compareTo(Files.getLastModifiedTime(zip)) < 0) {
          Files.createDirectories(target.resolveSibling("."));
          Files.write(target, entries.readAllBytes());
        }
      }
    }
    return root;
  }

  private static Path path(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException(property + " is not set; run this with ./verify");
    }
    return Path.of(value);
  }
}
