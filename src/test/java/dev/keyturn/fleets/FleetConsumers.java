package dev.keyturn.fleets;

import dev.keyturn.app.cli.demo.Consumer;
import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.UserName;
import dev.keyturn.port.ReadResult;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.SeededLuck;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** The consumers of a fleet, which call every few hours, and must not notice anything. */
final class FleetConsumers {
  private static final Duration BETWEEN_CALLS = Duration.ofHours(7);

  private final World world;
  private final VirtualScheduler agenda;
  private final EventScript script;
  private final SeededLuck luck;
  private final FleetConnections connections;
  private final LongSupplier processes;
  private long calls;

  /**
   * Consumers that do nothing yet.
   *
   * @param processes numbers the processes of the fleet
   */
  FleetConsumers(
      World world,
      VirtualScheduler agenda,
      EventScript script,
      SeededLuck luck,
      FleetConnections connections,
      LongSupplier processes) {
    this.world = world;
    this.agenda = agenda;
    this.script = script;
    this.luck = luck;
    this.connections = connections;
    this.processes = processes;
  }

  /** Lets a member's consumers begin. */
  void begin(Member member) {
    FleetConnection connection = connections.take();
    for (Consumer.Kind kind : member.consumers()) {
      IamUser user = user(member);
      Consumer consumer = new Consumer(kind, user, member.name());
      if (script.happens("there is " + consumer.name())) {
        next(consumer, 0);
      }
    }
    connections.giveBack(connection);
  }

  /** How often they have called. */
  long calls() {
    return calls;
  }

  private IamUser user(Member member) {
    try (SimulatedAws aws = new SimulatedAws(world)) {
      if (aws.ports(event -> {}).keys().user(new UserName(member.name()))
          instanceof ReadResult.Got<IamUser>(IamUser user)) {
        return user;
      }
      throw new AssertionError("there is no " + member.name());
    }
  }

  private void next(Consumer consumer, int n) {
    double part = 0.3 + 1.4 * luck.on(consumer.name()).on(n).fraction();
    Instant at = world.now().plusSeconds((long) (BETWEEN_CALLS.toSeconds() * part));
    agenda.at(at, () -> call(consumer, n));
  }

  private void call(Consumer consumer, int n) {
    calls++;
    String name = consumer.name();
    FleetConnection connection = connections.take();
    Consumer.Outcome outcome = consumer.call(connection.consume(name, processes.getAsLong()));
    connections.giveBack(connection);
    if (outcome == Consumer.Outcome.REFUSED) {
      throw new AssertionError("P1 broken: " + name + " is refused");
    }
    next(consumer, n + 1);
  }
}
