package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That each fault is what it is called. */
class CallProxyTest {
  private static final String REPLY = "a reply of more than a few letters";
  private static final int PATIENCE_MILLISECONDS = 5_000;

  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger killed = new AtomicInteger();
  private HttpServer server;

  CallProxyTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            arrived.incrementAndGet();
            byte[] reply = REPLY.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @EnumSource(WireFault.class)
  void aFaultStrikesItsCallAndNoOther(WireFault fault) {
    URI target = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (CallProxy proxy = new CallProxy(target)) {
      proxy.at(2, fault, killed::incrementAndGet);
      assertThat(post(proxy)).contains(REPLY);
      arrived.set(0);
      Optional<String> heard = post(proxy);
      boolean comesLate = fault == WireFault.REPLY_TRICKLES || fault == WireFault.REPLY_LATE;
      assertThat(heard).isEqualTo(comesLate ? Optional.of(REPLY) : Optional.empty());
      assertThat(arrived).hasValue(fault.isBefore() ? 0 : 1);
      assertThat(killed).hasValue(fault.isKill() ? 1 : 0);
      assertThat(post(proxy)).contains(REPLY);
      assertThat(proxy.calls()).isEqualTo(3);
    }
  }

  /** What comes back within the time that there is; nothing where it breaks off. */
  private static Optional<String> post(CallProxy proxy) {
    try {
      HttpURLConnection http = (HttpURLConnection) proxy.endpoint().toURL().openConnection();
      http.setReadTimeout(PATIENCE_MILLISECONDS);
      http.setRequestMethod("POST");
      http.setDoOutput(true);
      // A body that is streamed is sent once, whatever happens.
      http.setFixedLengthStreamingMode(4);
      http.getOutputStream().write("body".getBytes(StandardCharsets.UTF_8));
      return Optional.of(new String(http.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
