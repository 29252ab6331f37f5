package dev.keyturn.app.cli.demo;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.DirectServices;
import dev.keyturn.aws.Retries;
import dev.keyturn.model.Credential;
import dev.keyturn.model.SecretText;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.EventSink;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.DirectReply;
import dev.keyturn.sim.DirectRequest;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimHttpClient;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.wire.ParsedRequest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The real AWS SDK on a simulated account, as its bootstrap administrator. The world behind it can
 * be exchanged between runs; the clients stay, since making them is what takes time. Waiting lets
 * virtual time pass.
 */
public final class SimulatedAws implements AutoCloseable {
  private final Gateway gateway;
  private final BiFunction<Gateway, AwsSettings, AwsSettings> way;
  private final AwsConnection aws;

  /** Connects to a world as its administrator. */
  public SimulatedAws(World world) {
    this(new Gateway(world), administrator(world), SimulatedAws::overTheWire);
  }

  private SimulatedAws(
      Gateway gateway, AwsSettings.Keys keys, BiFunction<Gateway, AwsSettings, AwsSettings> way) {
    this.gateway = gateway;
    this.way = way;
    this.aws =
        AwsConnection.connect(
            way.apply(
                gateway,
                AwsSettings.ambient(() -> gateway.world().now())
                    .with(Retries.IMMEDIATE)
                    .withEndpoint(URI.create("http://simulated.invalid"))
                    .withRegion(gateway.world().settings().region())
                    .with(keys)));
  }

  /**
   * Connects to a world as its administrator without a wire: what is asked for is handed over as it
   * is, and what of the SDK makes requests of it stays out. The answers are the same, a few times
   * sooner; only what the work on one secret needs can be asked for.
   */
  public static SimulatedAws direct(World world) {
    return new SimulatedAws(new Gateway(world), administrator(world), SimulatedAws::inProcess);
  }

  private static AwsSettings overTheWire(Gateway gateway, AwsSettings settings) {
    return settings.withHttp(() -> new SimHttpClient(gateway));
  }

  private static AwsSettings inProcess(Gateway gateway, AwsSettings settings) {
    return settings.with(services(gateway));
  }

  private static DirectServices services(Gateway gateway) {
    return question -> {
      DirectRequest request =
          new DirectRequest(
              ParsedRequest.of(question.service(), question.operation(), question.members()),
              question.accessKeyId(),
              question.holds());
      return switch (gateway.answer(request)) {
        case DirectReply.Done(Map<String, Object> members) ->
            new DirectServices.Answer.Done(members);
        case DirectReply.Refused(ServiceError error) ->
            new DirectServices.Answer.Refused(error.status(), error.code(), error.message());
      };
    };
  }

  private static AwsSettings.Keys administrator(World world) {
    Credentials key = world.administrator();
    return new AwsSettings.Keys(
        key.accessKeyId(), SecretText.of(key.secretAccessKey()), Optional.empty());
  }

  /** Another connection to the same account, as whoever holds the credential. */
  public SimulatedAws as(Credential credential) {
    return new SimulatedAws(
        gateway,
        new AwsSettings.Keys(
            credential.id().value(), credential.secretAccessKey(), Optional.empty()),
        way);
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
