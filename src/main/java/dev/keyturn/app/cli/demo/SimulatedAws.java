package dev.keyturn.app.cli.demo;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.Retries;
import dev.keyturn.model.Credential;
import dev.keyturn.model.SecretText;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.EventSink;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimHttpClient;
import dev.keyturn.sim.World;
import java.net.URI;
import java.util.Optional;

/**
 * The real AWS SDK on a simulated account, as its bootstrap administrator. The world behind it can
 * be exchanged between runs; the clients stay, since making them is what takes time. Waiting lets
 * virtual time pass.
 */
public final class SimulatedAws implements AutoCloseable {
  private final Gateway gateway;
  private final AwsConnection aws;

  /** Connects to a world as its administrator. */
  public SimulatedAws(World world) {
    this(
        new Gateway(world),
        new AwsSettings.Keys(
            world.administrator().accessKeyId(),
            SecretText.of(world.administrator().secretAccessKey()),
            Optional.empty()));
  }

  private SimulatedAws(Gateway gateway, AwsSettings.Keys keys) {
    this.gateway = gateway;
    this.aws =
        AwsConnection.connect(
            AwsSettings.ambient(() -> gateway.world().now())
                .with(Retries.IMMEDIATE)
                .withHttp(() -> new SimHttpClient(gateway))
                .withEndpoint(URI.create("http://simulated.invalid"))
                .withRegion(gateway.world().settings().region())
                .with(keys));
  }

  /** Another connection to the same account, as whoever holds the credential. */
  public SimulatedAws as(Credential credential) {
    return new SimulatedAws(
        gateway,
        new AwsSettings.Keys(
            credential.id().value(), credential.secretAccessKey(), Optional.empty()));
  }

  /** Where hooks and observers are hung, and the world is exchanged. */
  public Gateway gateway() {
    return gateway;
  }

  /** The world as it is now. */
  public World world() {
    return gateway.world();
  }

  /** All users of the account at once. */
  public AccountUsers accountUsers() {
    return aws.accountUsers();
  }

  /** The ports of one process, which draws names that no other process of this world draws. */
  public Ports ports(EventSink events) {
    return new Ports(
        aws.accessKeys(),
        aws.secrets(),
        aws.probe(),
        aws.clock(),
        duration -> gateway.world().advance(duration),
        new CountingNames(gateway.world().calls()),
        events,
        () -> false);
  }

  @Override
  public void close() {
    aws.close();
  }
}
