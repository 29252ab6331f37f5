package dev.keyturn.app.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.keyturn.app.env.RandomTokens;
import dev.keyturn.aws.Aws;
import dev.keyturn.aws.AwsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

/** What Lambda calls: takes everything from around it once, and hands events on. */
public final class Handler implements RequestStreamHandler {
  private final Function function;

  /** The function as the environment says. */
  public Handler() {
    this(
        new Outside(
            System.getenv(),
            Handler::print,
            Handler::sleep,
            RandomTokens::new,
            Aws.connect(AwsSettings.ambient(InstantSource.system()))));
  }

  /** The function with other surroundings. */
  Handler(Outside outside) {
    this.function = new Function(outside);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String answer = function.handle(input.readAllBytes(), context);
    output.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  /** Lambda takes standard output for the log. */
  private static synchronized void print(String line) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(line);
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
