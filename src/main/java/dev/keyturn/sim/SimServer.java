package dev.keyturn.sim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * A simulated AWS on a socket, for the AWS CLI and any SDK: {@code AWS_ENDPOINT_URL} is all they
 * need. It listens on the loopback address only, and all services share the one endpoint.
 */
public final class SimServer implements AutoCloseable {
  /** Twice what the largest request may have: 64 KiB in base64, with room for tags. */
  private static final int LARGEST_BODY = 256 * 1024;

  private final HttpServer http;
  private final ExecutorService threads;
  private final Gateway gateway;
  private final Clockwork clockwork;

  private SimServer(HttpServer http, Gateway gateway, Clockwork clockwork) {
    this.http = http;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.gateway = gateway;
    this.clockwork = clockwork;
  }

  /**
   * Starts to listen.
   *
   * @param gateway the way into the world; its signature clock should be the real one
   * @param port the port, or 0 for any that is free
   * @param clockwork drives the world's time
   * @throws IOException where the port is taken
   */
  public static SimServer start(Gateway gateway, int port, Clockwork clockwork) throws IOException {
    return new SimServer(HttpServer.create(loopback(port), 0), gateway, clockwork).start();
  }

  /**
   * Starts to listen for TLS, as AWS does.
   *
   * @param identity whom the server says that it is
   */
  public static SimServer start(Gateway gateway, int port, Clockwork clockwork, SSLContext identity)
      throws IOException {
    HttpsServer https = HttpsServer.create(loopback(port), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(identity));
    return new SimServer(https, gateway, clockwork).start();
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private SimServer start() {
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
    return this;
  }

  /** What to set {@code AWS_ENDPOINT_URL} to. */
  public URI endpoint() {
    String scheme = http instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Brings the world's time up to date, and with it rotations that are due, without a call. */
  public void tick() {
    gateway.world().advanceTo(clockwork.now());
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
      if (body.length > LARGEST_BODY) {
        exchange.sendResponseHeaders(413, -1);
        return;
      }
      gateway.world().advanceTo(clockwork.onCall());
      send(exchange, gateway.answer(wire(exchange, body)));
    } catch (SimulatedCrash crash) {
      // It was meant for a caller in this process; one on a socket sees the connection close.
      throw new IOException(crash);
    }
  }

  private static WireRequest wire(HttpExchange exchange, byte[] body) {
    URI uri = exchange.getRequestURI();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    return WireRequest.of(
        exchange.getRequestMethod(), uri.getRawPath(), query, exchange.getRequestHeaders(), body);
  }

  private static void send(HttpExchange exchange, WireReply reply) throws IOException {
    reply
        .headers()
        .forEach((name, value) -> {
          if (!name.equals("Content-Length")) {
            exchange.getResponseHeaders().set(name, value);
          }
        });
    exchange.sendResponseHeaders(reply.status(), reply.body().length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(reply.body());
    }
  }
}
