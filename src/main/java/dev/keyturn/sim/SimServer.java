package dev.keyturn.sim;

import dev.keyturn.sim.wire.HttpConnection;
import dev.keyturn.sim.wire.ParsedRequest;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A simulated AWS on a socket, for the AWS CLI and any SDK: {@code AWS_ENDPOINT_URL} is all they
 * need. It listens on the loopback address only, and all services share the one endpoint.
 */
public final class SimServer implements AutoCloseable {
  private static final int BACKLOG = 50;

  /** What a request's Host header may say. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

  private final ServerSocket listening;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Gateway gateway;
  private final VirtualTimers clockwork;

  private SimServer(ServerSocket listening, Gateway gateway, VirtualTimers clockwork) {
    this.listening = listening;
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
  public static SimServer start(Gateway gateway, int port, VirtualTimers clockwork)
      throws IOException {
    return start(gateway, port, clockwork, ServerSocketFactory.getDefault());
  }

  /**
   * Starts to listen for TLS, as AWS does.
   *
   * @param identity whom the server says that it is
   */
  public static SimServer start(
      Gateway gateway, int port, VirtualTimers clockwork, SSLContext identity) throws IOException {
    return start(gateway, port, clockwork, identity.getServerSocketFactory());
  }

  private static SimServer start(
      Gateway gateway, int port, VirtualTimers clockwork, ServerSocketFactory sockets)
      throws IOException {
    ServerSocket listening =
        sockets.createServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    SimServer server = new SimServer(listening, gateway, clockwork);
    server.threads.execute(server::accept);
    return server;
  }

  /** What to set {@code AWS_ENDPOINT_URL} to. */
  public URI endpoint() {
    String scheme = listening instanceof SSLServerSocket ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort());
  }

  /** Brings the world's time up to date, and with it rotations that are due, without a call. */
  public void tick() {
    gateway.world().advanceTo(clockwork.now());
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.close();
  }

  private WireReply answer(WireRequest request) throws IOException {
    gateway.world().advanceTo(clockwork.onCall());
    try {
      return gateway.answer(request);
    } finally {
      if (writes(request)) {
        clockwork.onWrite(isRotating(gateway.world()));
      }
    }
  }

  private static boolean writes(WireRequest request) {
    return ParsedRequest.of(request) instanceof ParsedRequest.Known known
        && !Call.reads(known.operation());
  }

  private static boolean isRotating(World world) {
    world.lock().lock();
    try {
      return world.secrets().isAnyRotating();
    } finally {
      world.lock().unlock();
    }
  }

  /**
   * Whether the request was made out to this machine. A browser sends here what it takes for a
   * website's, if that has its name point to 127.0.0.1 (DNS rebinding): under the website's name,
   * which it lets nobody change. The port says nothing about that, and is another one where a proxy
   * or a server that ends TLS stands before this one.
   */
  private static boolean isForUs(WireRequest request) {
    return request.header("host").filter(host -> LOOPBACK.matcher(host).matches()).isPresent();
  }

  private static WireReply misdirected() {
    return new WireReply(421, Map.of("Content-Length", "0"), new byte[0]);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket connection = listening.accept();
        connections.add(connection);
        threads.execute(() -> serve(connection));
      } catch (IOException | RejectedExecutionException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      HttpConnection connection =
          new HttpConnection(socket.getInputStream(), socket.getOutputStream());
      // Whoever closes the server closes the connections that it knows by then.
      Optional<WireRequest> request = listening.isClosed() ? Optional.empty() : connection.next();
      while (request.isPresent()) {
        connection.answer(isForUs(request.get()) ? answer(request.get()) : misdirected());
        request = connection.next();
      }
    } catch (IOException | SimulatedCrash gone) {
      // The caller hung up, or is to see the connection close: a lost reply, or a crash that was
      // meant for a caller in this process.
    } finally {
      connections.remove(socket);
    }
  }
}
