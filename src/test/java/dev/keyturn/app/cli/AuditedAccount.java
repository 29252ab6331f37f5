package dev.keyturn.app.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.Responder;
import dev.keyturn.sim.UserSeed;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A simulated account of two hundred users or as many as wanted, in each state that auditors have
 * been seen to judge apart, on a socket. The simulator has neither passwords nor keys of root; its
 * report is given both on its way, in the form that AWS's has.
 */
final class AuditedAccount implements AutoCloseable {
  private static final int USERS = 200;
  private static final Pattern CONTENT = Pattern.compile("<Content>([^<]*)</Content>");
  private static final String NO_KEY = "false,N/A,N/A,N/A,N/A";
  private static final String NO_PASSWORD = ",false,N/A,N/A,N/A,false,";

  /** States by names, which begin the users' own. */
  private static final Map<String, Consumer<UserSeed>> STATES =
      Map.ofEntries(
          Map.entry("none", user -> {}),
          Map.entry("fresh", user -> user.key(days(1))),
          Map.entry("89d", user -> used(user.key(days(89)), days(1))),
          Map.entry("90d-1h", user -> used(user.key(days(90).plusHours(1)), days(1))),
          Map.entry("90d-22h", user -> used(user.key(days(90).plusHours(22)), days(1))),
          Map.entry("91d", user -> used(user.key(days(91).plusHours(1)), days(1))),
          Map.entry("off-200d", user -> user.key(days(200), KeyState.INACTIVE)),
          Map.entry("recovery", user -> user.key(days(200), KeyState.INACTIVE).key(days(5))),
          Map.entry("overlap", user -> used(user.key(days(10)).key(days(5)), days(1))),
          Map.entry("two-old", user -> user.key(days(300)).key(days(120))),
          Map.entry(
              "two-off",
              off -> off.key(days(99), KeyState.INACTIVE).key(days(98), KeyState.INACTIVE)),
          Map.entry("never-400d", user -> user.key(days(400))),
          Map.entry("console-400d", user -> user.key(days(400))),
          Map.entry("console-fresh", user -> user.key(days(2))),
          Map.entry("used-45d", user -> used(user.key(days(80)), days(45).plusHours(22))),
          Map.entry("used-46d", user -> used(user.key(days(80)), days(46).plusHours(1))),
          Map.entry("off-used-46d", user -> used(user.key(days(80), KeyState.INACTIVE), days(46))),
          Map.entry("two-one-used", user -> used(user.key(days(80)).key(days(70)), days(50))));

  private final World world;
  private final Gateway gateway;
  private final HttpServer server;

  AuditedAccount() throws IOException {
    this(USERS);
  }

  /** One of so many users. */
  AuditedAccount(int users) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    WorldBuilder builder = WorldBuilder.seeded(22).at(now).reportTime(Duration.ZERO);
    List<Map.Entry<String, Consumer<UserSeed>>> states =
        STATES.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    for (int n = 0; n < users; n++) {
      Map.Entry<String, Consumer<UserSeed>> state = states.get(n % states.size());
      builder.user("%s-%d".formatted(state.getKey(), n), state.getValue());
    }
    world = builder.build();
    gateway = new Gateway(world).signatureClock(InstantSource.system());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private static void used(UserSeed user, Duration ago) {
    user.used(ago, "s3", "eu-central-1");
  }

  World world() {
    return world;
  }

  /** Where observers are hung. */
  Gateway gateway() {
    return gateway;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Completes the reports that another way into the same world gives. */
  UnaryOperator<Responder> completing() {
    return inner -> request -> completed(request, inner.answer(request));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getRawQuery();
      WireRequest request =
          WireRequest.of(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              query == null ? "" : query,
              exchange.getRequestHeaders(),
              exchange.getRequestBody().readAllBytes());
      WireReply reply = completed(request, gateway.answer(request));
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  private WireReply completed(WireRequest request, WireReply reply) {
    Matcher content = CONTENT.matcher(reply.text());
    if (!request.text().contains("Action=GetCredentialReport") || !content.find()) {
      return reply;
    }
    String csv = new String(Base64.getDecoder().decode(content.group(1)), StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    csv.lines().map(this::completed).forEach(lines::add);
    byte[] whole = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    byte[] body =
        content
            .replaceFirst("<Content>" + Base64.getEncoder().encodeToString(whole) + "</Content>")
            .getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>(reply.headers());
    headers.put("Content-Length", Integer.toString(body.length));
    return new WireReply(reply.status(), headers, body);
  }

  private String completed(String line) {
    Instant made = world.now().minus(days(400));
    if (line.startsWith("<root_account>")) {
      String key = "true,%s,%s,us-east-1,iam".formatted(made, world.now().minus(days(60)));
      return line.replaceFirst(NO_KEY, key);
    }
    return line.startsWith("console-")
        ? line.replace(NO_PASSWORD, ",true,no_information,%s,N/A,true,".formatted(made))
        : line;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
