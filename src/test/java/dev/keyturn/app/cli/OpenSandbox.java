package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.app.env.RandomNames;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.model.SecretText;
import dev.keyturn.port.Sleeper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code keyturn sandbox} on a socket of its own, and other commands that are pointed at it as it
 * says. This machine's clock is told what to show: whoever waits moves it on.
 */
final class OpenSandbox implements AutoCloseable {
  /** Not to be caught by what catches bugs. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final Pattern EXPORT = Pattern.compile("([A-Z_]+)=(\\S+)");

  private final AtomicReference<Instant> wall =
      new AtomicReference<>(Instant.parse("2026-03-01T09:00:00Z"));
  private final StopSignal stop = new StopSignal();
  private final Map<String, String> pasted = new HashMap<>();
  private final Thread serving;
  private final PipedWriter printed = new PipedWriter();

  private OpenSandbox(String command) throws IOException {
    BufferedReader out = new BufferedReader(new PipedReader(printed, 16_384));
    serving =
        Thread.ofVirtual()
            .start(() ->
                run(command + " --port 0", stop, new PrintWriter(printed), unread(), this::pass));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher export = EXPORT.matcher(line.startsWith("export ") ? line : "");
      while (export.find()) {
        pasted.put(export.group(1), export.group(2));
      }
      if (line.startsWith("# Then try")) {
        return;
      }
    }
    throw new AssertionError("the sandbox ended");
  }

  /** Opens one, by a command as it is typed but for the port. */
  static OpenSandbox by(String command) throws IOException {
    return new OpenSandbox(command.substring("keyturn ".length()));
  }

  /** Types a command in another terminal, and waits for it to end. */
  Shell.Ran keyturn(String command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        run(command, new StopSignal(), new PrintWriter(out), new PrintWriter(err), this::pass);
    return new Shell.Ran(exit, out.toString(), err.toString());
  }

  /** Types a command that is killed as soon as it waits for something. */
  void killed(String command) {
    PrintWriter unread = unread();
    assertThatThrownBy(() ->
            run(
                command,
                new StopSignal(),
                unread,
                unread,
                waiting -> {
                  throw new Killed();
                }))
        .isInstanceOf(Killed.class);
  }

  /** What this machine's clock shows. */
  Instant wall() {
    return wall.get();
  }

  /** Lets this machine's time pass. */
  void pass(Duration duration) {
    wall.updateAndGet(now -> now.plus(duration));
  }

  private int run(
      String command, StopSignal stops, PrintWriter out, PrintWriter err, Sleeper sleeper) {
    return Cli.run(
        command.split(" "),
        new CliEnvironment(
            Map.of(),
            out,
            err,
            Terminal.NONE,
            Questions.NOBODY,
            wall::get,
            stops,
            sleeper,
            RandomNames::new,
            reach -> connection()));
  }

  private Connection connection() {
    return AwsConnector.of(
        AwsConnection.connect(
            AwsSettings.ambient(wall::get)
                .withEndpoint(URI.create(pasted("AWS_ENDPOINT_URL")))
                .withRegion(pasted("AWS_REGION"))
                .with(
                    new AwsSettings.Keys(
                        pasted("AWS_ACCESS_KEY_ID"),
                        SecretText.of(pasted("AWS_SECRET_ACCESS_KEY")),
                        Optional.empty()))));
  }

  private String pasted(String name) {
    return Objects.requireNonNull(pasted.get(name), name);
  }

  private static PrintWriter unread() {
    return new PrintWriter(new StringWriter());
  }

  @Override
  public void close() throws IOException {
    stop.request();
    try {
      serving.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    printed.close();
  }
}
