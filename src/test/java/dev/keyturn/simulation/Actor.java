package dev.keyturn.simulation;

import dev.keyturn.app.cli.demo.CountingTokens;
import dev.keyturn.aws.Aws;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.Retries;
import dev.keyturn.model.SecretText;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.SimHttpClient;
import dev.keyturn.sim.World;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;

/**
 * A process as a function from its history to its next move: the errand is run from its beginning
 * with the real SDK on the replies that it had, and is left where it asks for one more. So a
 * process can be at many points at once, which a thread cannot.
 */
final class Actor implements AutoCloseable {
  /** The process is left here; an Error, as nobody may handle it. */
  private static final class Left extends Error {
    private static final long serialVersionUID = 1;
    private final transient Move at;

    Left(Move at) {
      super(null, null, false, false);
      this.at = at;
    }
  }

  private final String name;
  private final Function<Ports, Object> errand;
  private final long tokens;
  private final Aws aws;
  private Deque<History> script = new ArrayDeque<>();
  private Instant now = Instant.EPOCH;
  private long replays;

  /**
   * A process.
   *
   * @param number which of the actors it is, so that no two draw the same names
   */
  Actor(String name, long number, World world, Function<Ports, Object> errand) {
    this.name = name;
    this.errand = errand;
    this.tokens = 1_000 * number;
    this.aws =
        Aws.connect(
            AwsSettings.ambient(() -> now)
                .with(Retries.IMMEDIATE)
                .withHttp(() -> new SimHttpClient(this::answer))
                .withEndpoint(URI.create("http://simulated.invalid"))
                .withRegion(world.settings().region())
                .with(
                    new AwsSettings.Keys(
                        world.administrator().accessKeyId(),
                        SecretText.of(world.administrator().secretAccessKey()),
                        Optional.empty())));
  }

  /** What it does after this history. */
  Move next(History history) {
    Move known = history.move();
    if (known == null) {
      known = replay(history);
      history.move(known);
    }
    return known;
  }

  /** How many times the errand was run. */
  long replays() {
    return replays;
  }

  private Move replay(History history) {
    replays++;
    script = history.path();
    now = script.removeFirst().resumed();
    try {
      return new Move.End(errand.apply(ports()));
    } catch (Left left) {
      return left.at;
    }
  }

  private Ports ports() {
    return new Ports(
        aws.accessKeys(),
        aws.secrets(),
        aws.probe(),
        aws.clock(),
        this::sleep,
        new CountingTokens(tokens),
        event -> {},
        () -> false);
  }

  private void sleep(Duration duration) {
    goOn(new Move.Sleep(duration));
  }

  private WireReply answer(WireRequest request) throws IOException {
    return goOn(new Move.Send(request)).reply();
  }

  private History goOn(Move move) {
    if (script.isEmpty()) {
      throw new Left(move);
    }
    History next = script.removeFirst();
    now = next.resumed();
    return next;
  }

  @Override
  public void close() {
    aws.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
