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
import java.util.UUID;

/** {@code sandbox}: a simulated AWS on a port of this machine, until Ctrl-C. */
final class Sandbox {
  private static final int PORT = 4588;
  private static final int USERS = 3;
  private static final Duration LAG = Duration.ofSeconds(8);

  private final CliEnvironment environment;
  private final Arguments arguments;

  Sandbox(CliEnvironment environment, Arguments arguments) {
    this.environment = environment;
    this.arguments = arguments;
  }

  ExitCode serve() {
    Instant start = environment.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    int speed = arguments.number(Option.SPEED, 1);
    World world =
        SandboxWorld.build(
            start,
            seed(),
            arguments.number(Option.USERS, USERS),
            arguments.duration(Option.LAG, LAG));
    Gateway gateway = new Gateway(world).signatureClock(environment.clock());
    VirtualTimers clockwork = new VirtualTimers(environment.clock(), start, speed);
    int port = arguments.number(Option.PORT, PORT);
    try (SimServer server = SimServer.start(gateway, port, clockwork)) {
      welcome(world, server.endpoint().toString(), speed);
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
  private long seed() {
    return arguments.has(Option.SEED)
        ? arguments.number(Option.SEED, 0)
        : UUID.fromString(environment.tokens().get().version().value()).getMostSignificantBits();
  }

  private void welcome(World world, String endpoint, int speed) {
    PrintWriter out = environment.out();
    Style style = environment.outStyle();
    Credentials admin = world.administrator();
    String region = world.settings().region();
    out.println(style.bold("A simulated AWS is running at " + endpoint + "."));
    out.println("Nothing here is real, and nothing is kept. Ctrl-C ends it.");
    if (speed > 1) {
      out.println(
          "While nobody calls, %s pass there each second."
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
