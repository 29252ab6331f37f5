package dev.keyturn.app.cli;

import dev.keyturn.app.env.RandomNames;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.MemberRole;
import dev.keyturn.aws.Profiles;
import dev.keyturn.aws.Retries;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.SecretText;
import dev.keyturn.port.OrganizationLists;
import dev.keyturn.port.WorkQueue;
import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.Responder;
import dev.keyturn.sim.SimHttpClient;
import dev.keyturn.sim.World;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A shell to type commands into, without a process: the environment and what was printed are here,
 * AWS is a simulated account, and waiting lets its time pass.
 */
final class Shell implements AutoCloseable {
  private final Gateway gateway;
  private final AwsConnection aws;
  private final Map<String, String> env = new HashMap<>();
  private final Map<String, Profiles.Result> profiles = new TreeMap<>();
  private final List<String> everything = new ArrayList<>();
  private final List<String> writes = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private Terminal terminal = Terminal.NONE;
  private @Nullable WorkQueue queue;
  private StopSignal stop = new StopSignal();
  private Consumer<Duration> whileWaiting = duration -> {};

  /** What a command came to. */
  record Ran(int exit, String out, String err) {}

  Shell(World world) {
    this(world, aws -> aws);
  }

  /**
   * A shell whose requests meet somebody on their way.
   *
   * @param between answers them, or hands them on
   */
  Shell(World world, UnaryOperator<Responder> between) {
    gateway = new Gateway(world);
    gateway.observe((call, result, here) -> {
      if (!call.reads()) {
        writes.add(call.action());
      }
    });
    Responder server = between.apply(gateway);
    aws =
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

  Shell env(String name, String value) {
    env.put(name, value);
    return this;
  }

  /** Puts a key into a profile of the shared credentials file. */
  Shell profile(String name, Credentials key) {
    profiles.put(
        name,
        new Profiles.Result.Found(
            new AccessKeyId(key.accessKeyId()), SecretText.of(key.secretAccessKey())));
    return this;
  }

  Shell terminal(Terminal watched) {
    terminal = watched;
    return this;
  }

  /** Has every queue be this one. */
  Shell queue(WorkQueue memory) {
    queue = memory;
    return this;
  }

  /** Answers the next question; those without an answer find nobody. */
  Shell answer(String answer) {
    answers.add(answer);
    return this;
  }

  /** Every question so far. */
  List<String> questions() {
    return List.copyOf(questions);
  }

  /** Does something at each wait, before its time passes. */
  Shell whileWaiting(Consumer<Duration> what) {
    whileWaiting = what;
    return this;
  }

  Gateway gateway() {
    return gateway;
  }

  World world() {
    return gateway.world();
  }

  /** The wish to stop that the commands look at. */
  StopSignal stop() {
    return stop;
  }

  /** After a stop, another one can be typed. */
  Shell anew() {
    stop = new StopSignal();
    return this;
  }

  /** Types a command, words separated by blanks. */
  Ran type(String command) {
    return run(command.isEmpty() ? new String[0] : command.split(" "));
  }

  /** Runs a command whose words are given one by one. */
  Ran run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CliEnvironment environment =
        new CliEnvironment(
            env,
            new PrintWriter(out),
            new PrintWriter(err),
            terminal,
            question -> {
              questions.add(question);
              return Optional.ofNullable(answers.poll());
            },
            () -> world().now(),
            stop,
            duration -> {
              whileWaiting.accept(duration);
              world().advance(duration);
            },
            RandomNames::new,
            options -> connection());
    int exit = Cli.run(words, environment);
    everything.add(out.toString());
    everything.add(err.toString());
    return new Ran(exit, out.toString(), err.toString());
  }

  private Connection connection() {
    Connection real = AwsConnector.of(aws);
    return new Connection(
        real.keys(),
        real.users(),
        real.retiring(),
        real.secrets(),
        real.probe(),
        real.clock(),
        real.skew(),
        real.warnings(),
        real.caller(),
        real.journals(),
        this::find,
        real.setup(),
        queue == null ? real.others() : withQueue(real.others(), queue));
  }

  private static OtherAccounts withQueue(OtherAccounts real, WorkQueue queue) {
    return new OtherAccounts() {
      @Override
      public OrganizationLists organization() {
        return real.organization();
      }

      @Override
      public WorkQueue queue(String url) {
        return queue;
      }

      @Override
      public Session session(MemberRole role) {
        return real.session(role);
      }
    };
  }

  private Profiles.Result find(String profile) {
    return Optional.<Profiles.Result>ofNullable(profiles.get(profile))
        .orElseGet(() -> new Profiles.Result.NotFound(List.copyOf(profiles.keySet())));
  }

  /** Every call so far that would change AWS, refused ones included. */
  List<String> writes() {
    return List.copyOf(writes);
  }

  /** Everything that was ever printed. */
  List<String> everything() {
    return List.copyOf(everything);
  }

  @Override
  public void close() {
    aws.close();
  }
}
