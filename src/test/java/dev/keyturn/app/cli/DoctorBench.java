package dev.keyturn.app.cli;

import dev.keyturn.app.env.RandomNames;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.Network;
import dev.keyturn.aws.ProxySettings;
import dev.keyturn.aws.Retries;
import dev.keyturn.model.SecretText;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimHttpClient;
import dev.keyturn.sim.World;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A set-up in which one thing after the other can be spoilt: an environment, a clock, a way to a
 * simulated AWS, a login, and a deployed function. Each command makes its connection anew, of what
 * the environment and the options say, as a process does.
 */
final class DoctorBench {
  final World world;
  final Map<String, String> env = new HashMap<>(Map.of("AWS_REGION", "us-east-1"));
  final CannedDeployment deployment = new CannedDeployment();
  Duration behind = Duration.ZERO;
  Optional<AwsSettings.Keys> keys;

  /** What IAM's policy simulator was asked, as forms. */
  final List<String> simulated = new ArrayList<>();

  /** An operation whose endpoint does not answer; empty for none. */
  String unanswered = "";

  private final Gateway gateway;
  private boolean watched;
  private int lastExit;
  private final List<String> writes = new ArrayList<>();
  private final List<String> everything = new ArrayList<>();

  DoctorBench(World world) {
    this.world = world;
    this.gateway = new Gateway(world);
    this.keys = Optional.of(administrator());
    gateway.observe((call, result, here) -> {
      if (watched && !call.reads()) {
        writes.add(call.action());
      }
    });
  }

  AwsSettings.Keys administrator() {
    return new AwsSettings.Keys(
        world.administrator().accessKeyId(),
        SecretText.of(world.administrator().secretAccessKey()),
        Optional.empty());
  }

  Shell.Ran type(String command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    StopSignal stop = new StopSignal();
    watched = command.startsWith("doctor");
    int exit =
        Cli.run(
            command.split(" "),
            new CliEnvironment(
                env,
                new PrintWriter(out),
                new PrintWriter(err),
                Terminal.NONE,
                Questions.NOBODY,
                () -> world.now().minus(behind),
                stop,
                world::advance,
                RandomNames::new,
                this::connect));
    everything.add(out.toString());
    everything.add(err.toString());
    lastExit = exit;
    return new Shell.Ran(exit, out.toString(), err.toString());
  }

  private Connection connect(ConnectionOptions options) {
    AwsSettings settings =
        AwsSettings.ambient(() -> world.now().minus(behind))
            .with(Retries.IMMEDIATE)
            .withHttp(() -> new SimHttpClient(this::answer))
            .withEndpoint(URI.create("http://simulated.invalid"))
            .with(
                new Network(
                    ProxySettings.NONE,
                    () -> Optional.ofNullable(env.get("AWS_CA_BUNDLE")).map(Path::of)));
    Optional<String> region = options.region().or(() -> Optional.ofNullable(env.get("AWS_REGION")));
    if (region.isPresent()) {
      settings = settings.withRegion(region.get());
    }
    if (keys.isPresent()) {
      settings = settings.with(keys.get());
    }
    return AwsConnector.of(AwsConnection.connect(settings));
  }

  private WireReply answer(WireRequest request) throws IOException {
    if (!unanswered.isEmpty() && request.text().contains("Action=" + unanswered)) {
      throw new ConnectException("refused");
    }
    if (request.text().contains("Action=SimulatePrincipalPolicy")) {
      simulated.add(URLDecoder.decode(request.text(), StandardCharsets.UTF_8));
    }
    Optional<WireReply> canned = deployment.answer(request, world.now());
    return canned.isPresent() ? canned.get() : gateway.answer(request);
  }

  /** The checks of {@code doctor}, by their names. */
  Map<String, Map<?, ?>> checks(String command) {
    Map<String, Map<?, ?>> checks = new HashMap<>();
    Object document = ParsedJson.parse(type(command + " --output json").out());
    for (Object check : (List<?>) ParsedJson.at(document, "checks")) {
      checks.put((String) ParsedJson.at(check, "name"), (Map<?, ?>) check);
    }
    return checks;
  }

  /** With what the last command exited. */
  int exit() {
    return lastExit;
  }

  /** Types a command of the AWS CLI, as somebody who may do everything. */
  void aws(String command) {
    AwsCommands hands = new AwsCommands(new Gateway(world));
    hands.type(List.of(command.split(" ")));
    hands.close();
  }

  /** Every call of {@code doctor} so far that would change AWS, refused ones included. */
  List<String> writes() {
    return List.copyOf(writes);
  }

  /** Everything that was ever printed. */
  String everything() {
    return String.join("\n", everything);
  }
}
