package dev.keyturn.app.lambda;

import dev.keyturn.app.cli.demo.CountingNames;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.Retries;
import dev.keyturn.json.JsonText;
import dev.keyturn.model.SecretText;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.Responder;
import dev.keyturn.sim.RotationFunction;
import dev.keyturn.sim.SimHttpClient;
import dev.keyturn.sim.World;
import dev.keyturn.sim.secrets.RotationInvocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The function, as it is packaged, on a simulated account: the real handler, the real SDK and
 * virtual time. Secrets Manager's side may be the simulator's own, or a test's.
 */
public final class SimulatedFunction implements RotationFunction, AutoCloseable {
  /** The invocation failed, as Lambda sees it. */
  public static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(FunctionFailed failed) {
      super(failed.getMessage());
    }
  }

  /** Where it is deployed. */
  public static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:keyturn";

  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  private final Gateway gateway;
  private final AwsConnection aws;
  private final Map<String, String> env = new HashMap<>(Map.of("AWS_REGION", "us-east-1"));
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private Duration timeout = TIMEOUT;
  private long invocations;

  /** The function of this world's account. */
  public SimulatedFunction(World world) {
    this(world, aws -> aws);
  }

  /**
   * The function of this world's account, whose requests meet somebody on their way.
   *
   * @param between answers them, or hands them on
   */
  public SimulatedFunction(World world, UnaryOperator<Responder> between) {
    this.gateway = new Gateway(world);
    Responder server = between.apply(gateway);
    this.aws =
        AwsConnection.connect(
            AwsSettings.ambient(() -> gateway.world().now())
                .with(Retries.IMMEDIATE)
                .withHttp(() -> new SimHttpClient(server))
                .withEndpoint(URI.create("http://simulated.invalid"))
                .withRegion(world.settings().region())
                .with(
                    new AwsSettings.Keys(
                        world.administrator().accessKeyId(),
                        SecretText.of(world.administrator().secretAccessKey()),
                        Optional.empty())));
  }

  /** Where hooks and observers are hung, and the world is exchanged. */
  public Gateway gateway() {
    return gateway;
  }

  /** Sets a variable of the environment. */
  public SimulatedFunction with(String variable, String value) {
    env.put(variable, value);
    return this;
  }

  /** Takes a variable away. */
  public SimulatedFunction without(String variable) {
    env.remove(variable);
    return this;
  }

  /** Gives it less time than Lambda can. */
  public SimulatedFunction timeout(Duration duration) {
    timeout = duration;
    return this;
  }

  /** Everything that it has said since this was last asked: log lines, answers and errors. */
  public List<String> said() {
    synchronized (said) {
      List<String> all = List.copyOf(said);
      said.clear();
      return all;
    }
  }

  @Override
  public void invoke(RotationInvocation invocation, World world) {
    gateway.use(world);
    step(
        invocation.step().wireName(),
        invocation.secretId(),
        invocation.clientRequestToken(),
        invocation.rotationToken());
  }

  /** Sends a step. */
  public String step(String step, String secret, String token, String rotationToken) {
    Map<String, String> event = new LinkedHashMap<>();
    event.put("Step", step);
    event.put("SecretId", secret);
    event.put("ClientRequestToken", token);
    event.put("RotationToken", rotationToken);
    return handle(JsonText.oneLine(event));
  }

  /** Sends the schedule's event. */
  public String schedule() {
    return handle(
        """
        {"version":"0","id":"53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa","detail-type":"Scheduled Event",
         "source":"aws.events","account":"123456789012","time":"2026-01-15T12:00:00Z",
         "region":"us-east-1","resources":["arn:aws:events:us-east-1:123456789012:rule/keyturn"],
         "detail":{}}
        """);
  }

  /** Sends any event. */
  public String handle(String event) {
    Instant end = gateway.world().now().plus(timeout);
    long number = ++invocations;
    FakeContext context =
        new FakeContext(
            "request-%d".formatted(number),
            ARN,
            () -> (int) Duration.between(gateway.world().now(), end).toMillis());
    FunctionEnvironment environment =
        new FunctionEnvironment(
            Map.copyOf(env),
            said::add,
            duration -> gateway.world().advance(duration),
            () -> new CountingNames(gateway.world().calls()),
            () -> aws);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      new Handler(environment)
          .handleRequest(
              new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
    } catch (FunctionFailed failed) {
      said.add(String.valueOf(failed));
      throw new Failed(failed);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    String text = answer.toString(StandardCharsets.UTF_8);
    said.add(text);
    return text;
  }

  @Override
  public void close() {
    aws.close();
  }
}
