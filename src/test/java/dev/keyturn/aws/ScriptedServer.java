package dev.keyturn.aws;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that does to each request what a script says, down to hanging up, and counts what
 * arrived: on a socket of its own, as a library's server would not hang up so rudely.
 */
final class ScriptedServer implements AutoCloseable {
  /**
   * A request that was read to its end.
   *
   * @param connection which connection it came on, counted from 1
   */
  record Received(int connection, Map<String, String> headers, String body) {
    boolean isFor(String action) {
      return body.contains("Action=" + action + "&")
          || headers.getOrDefault("x-amz-target", "").endsWith("." + action);
    }
  }

  private final ServerSocket socket;
  private final Deque<ScriptedReply> script;
  private final List<Received> received = new ArrayList<>();
  private final List<Socket> open = new ArrayList<>();
  private int connections;

  /** Does these in turn; a request beyond the script is answered with 418. */
  ScriptedServer(ScriptedReply... script) {
    this.script = new ArrayDeque<>(List.of(script));
    try {
      this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  synchronized List<Received> received() {
    return List.copyOf(received);
  }

  /** How many requests for an operation arrived. */
  long count(String action) {
    return received().stream().filter(r -> r.isFor(action)).count();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        synchronized (this) {
          open.add(client);
          int number = ++connections;
          Thread.ofVirtual().start(() -> serve(client, number));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket client, int number) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      for (Received r = read(in, number); r != null; r = read(in, number)) {
        if (!act(note(r), client.getOutputStream())) {
          return;
        }
      }
    } catch (IOException gone) {
      // The client went away, which is its right.
    }
  }

  private synchronized ScriptedReply note(Received request) {
    received.add(request);
    ScriptedReply next = script.poll();
    return next == null ? new ScriptedReply.Answer(418, Map.of(), "beyond the script") : next;
  }

  /** Whether the connection is kept. */
  private static boolean act(ScriptedReply act, OutputStream out) throws IOException {
    switch (act) {
      case ScriptedReply.Answer(int status, Map<String, String> headers, String body) -> {
        StringBuilder head = new StringBuilder();
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        write(out, status, head.toString(), body.getBytes(StandardCharsets.UTF_8).length, body);
        return true;
      }
      case ScriptedReply.CutShort(int status, String body) -> {
        write(out, status, "", 2 * body.length() + 100, body);
        return false;
      }
      case ScriptedReply.HangUp hangUp -> {
        return false;
      }
      case ScriptedReply.Silence silence -> {
        return true;
      }
    }
  }

  private static void write(OutputStream out, int status, String head, int length, String body)
      throws IOException {
    String text =
        "HTTP/1.1 %d Scripted\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, head, length, body);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static @Nullable Received read(InputStream in, int connection) throws IOException {
    String requestLine = line(in);
    if (requestLine.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] parts = line.split(":", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    return body.length < length
        ? null
        : new Received(connection, headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public synchronized void close() {
    try {
      socket.close();
      for (Socket client : open) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
