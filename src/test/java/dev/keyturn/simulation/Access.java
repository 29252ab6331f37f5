package dev.keyturn.simulation;

import dev.keyturn.app.cli.demo.CountingNames;
import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.EventSink;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.SecretStore;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.RememberedSdk.Came;
import java.time.Instant;

/** The way of one process after the other into a simulated account, as its administrator. */
interface Access extends AutoCloseable {
  /** Where hooks and observers are hung, and the world is exchanged. */
  Gateway gateway();

  /** The ports of one process, which draws names that no other process of this world draws. */
  Ports ports(EventSink events);

  @Override
  void close();

  /** Over the SDK, at each call. */
  static Access live(World world) {
    SimulatedAws aws = new SimulatedAws(world);
    return new Access() {
      @Override
      public Gateway gateway() {
        return aws.gateway();
      }

      @Override
      public Ports ports(EventSink events) {
        return aws.ports(events);
      }

      @Override
      public void close() {
        aws.close();
      }
    };
  }

  /** Over what the SDK has said to the same before, so that many schedules take little time. */
  static Access remembered(World world) {
    Gateway gateway = new Gateway(world);
    RememberedSdk sdk = RememberedSdk.of(world);
    RememberedSdk.Wire wire =
        request -> new Came(History.sent(gateway, request), gateway.world().now());
    return new Access() {
      @Override
      public Gateway gateway() {
        return gateway;
      }

      @Override
      public Ports ports(EventSink events) {
        return new Ports(
            sdk.port(AccessKeys.class, this::now, wire),
            sdk.port(SecretStore.class, this::now, wire),
            sdk.port(IdentityProbe.class, this::now, wire),
            this::now,
            duration -> gateway.world().advance(duration),
            new CountingNames(gateway.world().calls()),
            events,
            () -> false);
      }

      private Instant now() {
        return gateway.world().now();
      }

      @Override
      public void close() {
        sdk.close();
      }
    };
  }
}
