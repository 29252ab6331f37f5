package dev.keyturn.fleets;

import dev.keyturn.app.cli.demo.CountingNames;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.Retries;
import dev.keyturn.model.SecretText;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.EventSink;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallResult;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimHttpClient;
import dev.keyturn.sim.World;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The real SDK of one process at a time: each of its calls takes a while, in which others go on,
 * and may go wrong.
 */
final class FleetConnection implements AutoCloseable {
  private final World world;
  private final VirtualScheduler agenda;
  private final FaultRates weather;
  private final Timeline timeline;
  private final Gateway gateway;
  private final AwsConnection aws;
  private String process = "";
  private Duration skew = Duration.ZERO;
  private boolean exposed;
  private int calls;

  FleetConnection(World world, VirtualScheduler agenda, FaultRates weather, Timeline timeline) {
    this.world = world;
    this.agenda = agenda;
    this.weather = weather;
    this.timeline = timeline;
    this.gateway = new Gateway(world).hook(this::fate).observe(this::tell);
    this.aws =
        AwsConnection.connect(
            AwsSettings.ambient(() -> world.now().plus(skew))
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

  /** Where observers are hung. */
  Gateway gateway() {
    return gateway;
  }

  /**
   * The ports of a new process, which may be killed, and any of whose calls may go wrong.
   *
   * @param name what the script and the timeline call it
   * @param number which no other process has
   * @param itsSkew how far its clock is ahead
   */
  Ports begin(String name, long number, Duration itsSkew, EventSink events) {
    return begin(name, number, itsSkew, events, true);
  }

  /** The ports of a consumer, which nothing befalls but what befalls a whole service. */
  Ports consume(String name, long number) {
    return begin(name, number, Duration.ZERO, event -> {}, false);
  }

  /** The lists of the account, as the process of the moment sees them. */
  AccountUsers users() {
    return aws.accountUsers();
  }

  private Ports begin(
      String name, long number, Duration itsSkew, EventSink events, boolean mayFail) {
    process = name;
    skew = itsSkew;
    exposed = mayFail;
    calls = 0;
    return new Ports(
        aws.accessKeys(),
        aws.secrets(),
        aws.probe(),
        aws.clock(),
        agenda::pause,
        new CountingNames(1_000 * number),
        events,
        () -> false);
  }

  private WireReply answer(WireRequest request) throws IOException {
    int n = ++calls;
    if (!exposed) {
      return gateway.answer(request);
    }
    agenda.pause(weather.time(process, n, "on its way"));
    WireReply reply = gateway.answer(request);
    agenda.pause(weather.time(process, n, "on its way back"));
    return reply;
  }

  private Fate fate(Call call, World before) {
    if (!call.reads()) {
      weather.remember(before);
    }
    return weather
        .service(call, process, calls)
        .or(() -> exposed ? trouble(before) : Optional.empty())
        .orElseGet(Fate::proceed);
  }

  private Optional<Fate> trouble(World before) {
    return weather.trouble(process, calls).map(trouble -> trouble.fate(weather.past(before)));
  }

  private void tell(Call call, CallResult result, World after) {
    boolean usual = result.fate() instanceof Fate.Proceed && result.tookEffect();
    String what =
        "%s %s%s%s"
            .formatted(
                call.operation(),
                call.parameters(),
                result.errorCode().isEmpty() ? "" : " → " + result.errorCode(),
                result.fate() instanceof Fate.Proceed ? "" : words(result.fate()));
    boolean told = exposed && !(usual && call.reads());
    if (!told) {
      timeline.note(world.now(), process, what);
    } else {
      timeline.tell(world.now(), process, what);
    }
  }

  private static String words(Fate fate) {
    return switch (fate) {
      case Fate.Proceed p -> "";
      case Fate.Refuse r -> "";
      case Fate.Answer a -> "";
      case Fate.Cut c -> "  (cut before it arrived)";
      case Fate.LoseReply l -> "  (reply lost)";
      case Fate.CrashBefore c -> "  (killed before it)";
      case Fate.CrashAfter c -> "  (killed after it)";
      case Fate.Stale s -> "  (answered from an older state)";
    };
  }

  @Override
  public void close() {
    aws.close();
  }
}
