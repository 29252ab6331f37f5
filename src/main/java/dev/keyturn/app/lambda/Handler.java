package dev.keyturn.app.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.keyturn.app.env.PassSettings;
import dev.keyturn.app.env.RandomNames;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.Network;
import dev.keyturn.aws.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.crac.Core;
import org.crac.Resource;

/**
 * What Lambda calls: takes everything from around it once, and hands events on.
 *
 * <p>Before a snapshot is taken of it (SnapStart), everything is called once with nobody at the
 * other end, and the connection to AWS is thrown away: clients, what they know of the time, and
 * credentials are made anew after the snapshot is restored. Names are drawn from randomness that is
 * made for each invocation.
 */
public final class Handler implements RequestStreamHandler, Resource {
  private static final Duration FOR_PRIMING = Duration.ofMinutes(1);

  private final FunctionEnvironment environment;
  private Function function;

  /** The function as the environment says. */
  public Handler() {
    this(
        new FunctionEnvironment(
            System.getenv(), Handler::print, Handler::sleep, RandomNames::new, Handler::connect));
    Core.getGlobalContext().register(this);
  }

  /** The function with other surroundings. */
  Handler(FunctionEnvironment environment) {
    this.environment = environment;
    this.function = new Function(environment, environment.connect().get());
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    InvocationInfo info =
        new InvocationInfo(
            context.getAwsRequestId(),
            context.getFunctionName(),
            Optional.ofNullable(context.getInvokedFunctionArn()),
            () -> Duration.ofMillis(context.getRemainingTimeInMillis()));
    String answer = function.handle(input.readAllBytes(), info);
    output.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    try (AwsConnection nobody = AwsConnection.primed(InstantSource.system())) {
      FunctionEnvironment quiet =
          new FunctionEnvironment(
              environment.env(),
              line -> {},
              duration -> {},
              environment.names(),
              environment.connect());
      InvocationInfo info =
          new InvocationInfo("priming", "priming", Optional.empty(), () -> FOR_PRIMING);
      new Function(quiet, nobody).prime(info);
    }
    function.close();
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    function = new Function(environment, environment.connect().get());
  }

  private static AwsConnection connect() {
    AwsConnection aws =
        AwsConnection.connect(
            AwsSettings.ambient(InstantSource.system())
                .with(Network.of(System.getenv()))
                .with(pace(PassSettings.read(System.getenv()))));
    aws.makeClients();
    return aws;
  }

  private static Pace pace(PassSettings pass) {
    return Pace.of(
        pass.readsPerSecond(), pass.writesPerSecond(), InstantSource.system(), Handler::sleep);
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
