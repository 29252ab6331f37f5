package dev.keyturn.simulation;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.Retries;
import dev.keyturn.model.SecretText;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.DecisionTime;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.SecretStore;
import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.SimHttpClient;
import dev.keyturn.sim.World;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import dev.keyturn.simulation.History.Outcome;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * The real AWS SDK behind the ports, as a function: from what a port is asked, when, and the
 * replies so far, to the next request on the wire, or to what the port gives back. It is computed
 * once for each, by running the SDK from the beginning of that call. A search of many orders asks
 * the same things again and again; marshalling, signing and reading them anew would be nearly all
 * of its work.
 *
 * <p>For one thread at a time.
 */
final class RememberedSdk implements AutoCloseable {
  /** The SDK is left where it sends a request; an Error, as nobody may handle it. */
  private static final class Left extends Error {
    private static final long serialVersionUID = 1;
    private final transient WireRequest request;

    Left(WireRequest request) {
      super(null, null, false, false);
      this.request = request;
    }
  }

  /**
   * What a port is asked.
   *
   * @param decided when a write was decided on, which is what it is signed with
   */
  private record Question(
      Method method, List<Object> arguments, Instant now, Optional<Instant> decided) {}

  /**
   * What came of a request.
   *
   * @param resumed when the process went on
   */
  record Came(Outcome outcome, Instant resumed) {}

  /** Takes a request to where it is answered. */
  @FunctionalInterface
  interface Wire {
    Came send(WireRequest request);
  }

  /** A point in one call of a port: a request is to be sent, or the call is over. */
  private static final class Point {
    private final @Nullable Point before;
    private final @Nullable Came came;
    private final Map<Came, Point> after = new HashMap<>();
    private @Nullable WireRequest request;
    private @Nullable Object given;

    Point(@Nullable Point before, @Nullable Came came) {
      this.before = before;
      this.came = came;
    }

    Deque<Came> path() {
      Deque<Came> path = new ArrayDeque<>();
      for (Point here = this; here != null && here.came != null; here = here.before) {
        path.addFirst(here.came);
      }
      return path;
    }
  }

  /** Of an account an SDK need know no more. */
  private record Account(Credentials administrator, String region) {}

  /** What one of them remembers at most: there is one for each account and thread. */
  private static final int MOST_REMEMBERED = 100_000;

  private static final Map<Account, Deque<RememberedSdk>> AT_REST = new ConcurrentHashMap<>();

  private final Account account;
  private final AwsConnection aws;
  private final Map<Class<?>, Object> ports;
  private final Map<Question, Point> asked = new HashMap<>();
  private Deque<Came> script = new ArrayDeque<>();
  private Instant now = Instant.EPOCH;
  private int remembered;
  private boolean lent;

  private RememberedSdk(Account account) {
    this.account = account;
    aws =
        AwsConnection.connect(
            AwsSettings.ambient(() -> now)
                .with(Retries.IMMEDIATE)
                .withHttp(() -> new SimHttpClient(this::answer))
                .withEndpoint(URI.create("http://simulated.invalid"))
                .withRegion(account.region())
                .with(
                    new AwsSettings.Keys(
                        account.administrator().accessKeyId(),
                        SecretText.of(account.administrator().secretAccessKey()),
                        Optional.empty())));
    ports =
        Map.of(
            AccessKeys.class, aws.accessKeys(),
            SecretStore.class, aws.secrets(),
            IdentityProbe.class, aws.probe());
  }

  /** One for the administrator of a world and of its forks, which may remember other searches. */
  static RememberedSdk of(World world) {
    Account account = new Account(world.administrator(), world.settings().region());
    RememberedSdk known = atRest(account).poll();
    RememberedSdk sdk = known == null ? new RememberedSdk(account) : known;
    sdk.lent = true;
    return sdk;
  }

  private static Deque<RememberedSdk> atRest(Account account) {
    return AT_REST.computeIfAbsent(account, it -> new ConcurrentLinkedDeque<>());
  }

  /**
   * A port of a process.
   *
   * @param clock the process's time
   * @param wire takes its requests
   */
  <P> P port(Class<P> port, InstantSource clock, Wire wire) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              return ask(
                  Objects.requireNonNull(ports.get(port)), method, given, clock.instant(), wire);
            }));
  }

  private Object ask(Object port, Method method, Object[] arguments, Instant at, Wire wire)
      throws Throwable {
    Optional<Instant> decided =
        DecisionTime.MADE_AT.isBound() ? Optional.of(DecisionTime.MADE_AT.get()) : Optional.empty();
    if (remembered > MOST_REMEMBERED) {
      asked.clear();
      remembered = 0;
    }
    Question question =
        new Question(
            method, Arrays.stream(arguments).map(RememberedSdk::fixed).toList(), at, decided);
    Point point = asked.computeIfAbsent(question, first -> new Point(null, null));
    while (true) {
      if (point.request == null && point.given == null) {
        find(point, port, method, arguments, at);
      }
      if (point.given != null) {
        return point.given;
      }
      Came came = wire.send(Objects.requireNonNull(point.request));
      Point before = point;
      point = point.after.computeIfAbsent(came, it -> new Point(before, it));
    }
  }

  /** What a map holds now; all else that ports are asked with cannot change. */
  private static Object fixed(Object argument) {
    return argument instanceof Map<?, ?> map ? Map.copyOf(map) : argument;
  }

  private void find(Point point, Object port, Method method, Object[] arguments, Instant at)
      throws Throwable {
    remembered++;
    script = point.path();
    now = at;
    try {
      point.given = method.invoke(port, arguments);
      if (!aws.skew().isZero()) {
        throw new IllegalStateException("the SDK has a memory: " + aws.skew());
      }
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Left left) {
        point.request = left.request;
      } else {
        throw e.getCause();
      }
    }
  }

  private WireReply answer(WireRequest request) throws IOException {
    if (script.isEmpty()) {
      throw new Left(request);
    }
    Came came = script.removeFirst();
    now = came.resumed();
    return came.outcome().toCall();
  }

  /** Leaves it to whoever comes next. */
  @Override
  public void close() {
    if (lent) {
      lent = false;
      atRest(account).push(this);
    }
  }
}
