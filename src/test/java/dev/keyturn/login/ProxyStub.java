package dev.keyturn.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that notes who it was asked for, and by whom, and lets nobody through. */
final class ProxyStub implements AutoCloseable {
  private final boolean wantsCredentials;
  private final ServerSocket socket;
  private final List<String> seen = new CopyOnWriteArrayList<>();

  /**
   * A proxy.
   *
   * @param wantsCredentials whether it sends away whoever does not say who they are
   */
  ProxyStub(boolean wantsCredentials) {
    this.wantsCredentials = wantsCredentials;
    try {
      socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().start(this::serve);
  }

  /** {@code host:port}, as it stands in a proxy's URL. */
  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /**
   * What was asked for since the last time, each once: method and target, and after that the
   * credentials where there were any.
   */
  List<String> takeSeen() {
    List<String> all = seen.stream().distinct().toList();
    seen.clear();
    return all;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        String answer =
            note(client)
                ? "502 Bad Gateway"
                : "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"";
        client
            .getOutputStream()
            .write(
                "HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .formatted(answer)
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The next one, or none when it is closed.
      }
    }
  }

  /** Whether it is let as far as it goes here; who has to say who they are is not noted yet. */
  private boolean note(Socket client) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    String first = lines.readLine();
    if (first == null) {
      return true;
    }
    String credentials = "";
    for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:")) {
        credentials = " as " + line.substring(line.indexOf(':') + 1).strip();
      }
    }
    if (wantsCredentials && credentials.isEmpty()) {
      return false;
    }
    seen.add(first.replaceAll(" HTTP/.*", "") + credentials);
    return true;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
