package dev.keyturn.app.cli;

import dev.keyturn.model.Durations;
import dev.keyturn.report.Style;
import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.VirtualTimers;
import dev.keyturn.sim.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** {@code sandbox}: a simulated AWS on a port of this machine, until Ctrl-C. */
final class SandboxCommand implements SimulationCommand {
  private static final Option PORT =
      Option.withValue(
          "port",
          "PORT",
          new OptionFormat.WholeNumber(0, 65_535),
          "The port on 127.0.0.1; 0 for any (default: 4588).");

  private static final int USUAL_PORT = 4588;

  private static final Option USERS =
      Option.withValue(
          "users",
          "N",
          new OptionFormat.WholeNumber(1, 1000),
          "How many users there are, 1 to 1000 (default: 3).");

  private static final int USUAL_USERS = 3;

  private static final Option SPEED =
      Option.withValue(
          "speed",
          "N",
          new OptionFormat.WholeNumber(1, 3600),
          "How fast time passes there, 1 to 3600; 3600 makes a second an hour (default: 1).");

  private static final int USUAL_SPEED = 1;

  private static final Option LAG =
      Option.withValue(
          "lag",
          "DURATION",
          OptionFormat.Shape.DURATION,
          "How long a new key may take until it is accepted everywhere (default: 8s).");

  private static final Duration USUAL_LAG = Duration.ofSeconds(8);

  private static final CommandHelp HELP =
      new CommandHelp(
          "sandbox [OPTION…]",
          "Serve a simulated AWS, to try everything without an account.",
          List.of(
              "IAM, STS and Secrets Manager, for Keyturn, the AWS CLI and any SDK. Nothing is kept:",
              "Ctrl-C ends it, and everything in it."),
          List.of(
              "keyturn sandbox",
              "keyturn sandbox --users 20 --speed 3600     an hour passes each second"));

  @Override
  public String name() {
    return "sandbox";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public List<Option> options() {
    return List.of(PORT, USERS, SPEED, LAG, SharedOptions.SEED);
  }

  @Override
  public ExitCode run(CliEnvironment environment, Arguments arguments) {
    Instant start = environment.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    int speed = arguments.number(SPEED, USUAL_SPEED);
    World world =
        SandboxWorld.build(
            start,
            seed(environment, arguments),
            arguments.number(USERS, USUAL_USERS),
            arguments.duration(LAG, USUAL_LAG));
    Gateway gateway = new Gateway(world).signatureClock(environment.clock());
    VirtualTimers timers = new VirtualTimers(environment.clock(), start, speed);
    int port = arguments.number(PORT, USUAL_PORT);
    try (SimServer server = SimServer.start(gateway, port, timers)) {
      welcome(environment, world, server.endpoint().toString(), speed);
      environment.stop().await();
    } catch (IOException taken) {
      environment
          .err()
          .println(
              "keyturn: port %d of 127.0.0.1 cannot be used. Is a sandbox running already? Choose another with --port, or any with --port 0."
                  .formatted(port));
      return ExitCode.USAGE;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE;
  }

  /**
   * The key that opens the sandbox follows from the seed. Other programs on the machine, and web
   * pages, can send to its port; they shall not know the key.
   */
  private static long seed(CliEnvironment environment, Arguments arguments) {
    return arguments.has(SharedOptions.SEED)
        ? arguments.number(SharedOptions.SEED, 0)
        : UUID.fromString(environment.names().get().version().value()).getMostSignificantBits();
  }

  private static void welcome(CliEnvironment environment, World world, String endpoint, int speed) {
    PrintWriter out = environment.out();
    Style style = environment.outStyle();
    Credentials admin = world.administrator();
    String region = world.settings().region();
    out.println(style.bold("A simulated AWS is running at " + endpoint + "."));
    out.println("Nothing here is real, and nothing is kept. Ctrl-C ends it.");
    if (speed > 1) {
      out.println(
          "While nobody is at work there, %s pass each second."
              .formatted(Durations.rough(Duration.ofSeconds(speed))));
      out.println("Keyturn goes by the time there, and warns that this machine's clock differs.");
    }
    out.println();
    out.println(style.dim("# In another terminal, paste:"));
    out.println("export AWS_ENDPOINT_URL=" + endpoint);
    out.println("export AWS_REGION=%s AWS_DEFAULT_REGION=%s".formatted(region, region));
    out.println("export AWS_ACCESS_KEY_ID=" + admin.accessKeyId());
    out.println("export AWS_SECRET_ACCESS_KEY=" + admin.secretAccessKey());
    out.println("unset AWS_PROFILE AWS_SESSION_TOKEN");
    out.println();
    out.println(style.dim("# Then try:"));
    SandboxWorld.suggestions().forEach(out::println);
    out.println();
    out.flush();
  }
}
