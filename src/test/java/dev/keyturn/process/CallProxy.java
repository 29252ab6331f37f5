package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands each request on to an emulator, byte by byte, one connection each, and tells before it does
 * and before it hands the reply back: the moments at which a test kills the caller.
 */
final class CallProxy implements AutoCloseable {
  /** The target of a JSON request, or the action of a form. */
  private static final Pattern ASKED =
      Pattern.compile("(?i:x-amz-target: *\\w+\\.|(?<=[\r\n&])Action=)(\\w+)");

  private final ServerSocket server;
  private final URI target;
  private final AtomicInteger calls = new AtomicInteger();
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private volatile IntConsumer before = n -> {};
  private volatile IntConsumer after = n -> {};
  private volatile BinaryOperator<byte[]> amend = (request, reply) -> reply;

  CallProxy(URI target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** How many requests were signed with this access key. */
  int callsOf(String accessKeyId) {
    return (int)
        heads.stream().filter(head -> head.contains("Credential=" + accessKeyId + "/")).count();
  }

  /** The actions that were asked for with this access key, in the words of policies. */
  Set<String> actionsOf(String accessKeyId) {
    Set<String> actions = new TreeSet<>();
    for (String head : heads) {
      Matcher signed =
          Pattern.compile("Credential=" + accessKeyId + "/\\d+/[^/]+/(\\w+)/").matcher(head);
      if (signed.find()) {
        Matcher asked = ASKED.matcher(head);
        assertThat(asked.find()).as(head).isTrue();
        actions.add(signed.group(1) + ":" + asked.group(1));
      }
    }
    return actions;
  }

  /** How many requests there were. */
  int calls() {
    return calls.get();
  }

  /** Is told the number of each request, from 1, before it is handed on. */
  CallProxy before(IntConsumer listener) {
    before = listener;
    return this;
  }

  /**
   * Is told the number of each request when the emulator has answered it and the caller has not
   * heard yet.
   */
  CallProxy after(IntConsumer listener) {
    after = listener;
    return this;
  }

  /** Is given each request and its reply, and says what the caller is to hear. */
  CallProxy amend(BinaryOperator<byte[]> amendment) {
    amend = amendment;
    return this;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      byte[] request = readRequest(new BufferedInputStream(caller.getInputStream()));
      if (request.length == 0) {
        return;
      }
      heads.add(new String(request, StandardCharsets.ISO_8859_1));
      int number = calls.incrementAndGet();
      before.accept(number);
      byte[] reply;
      try (Socket emulator = new Socket(target.getHost(), target.getPort())) {
        emulator.getOutputStream().write(request);
        emulator.getOutputStream().flush();
        reply = amend.apply(request, emulator.getInputStream().readAllBytes());
      }
      after.accept(number);
      caller.getOutputStream().write(reply);
      caller.getOutputStream().flush();
    } catch (IOException gone) {
      // The caller was killed, or the emulator hung up: the caller sees a cut connection.
    }
  }

  /**
   * The head and body of one request; the connection is asked to end with it, so that the reply
   * ends with the connection.
   */
  private static byte[] readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 4) {
      int next = in.read();
      if (next < 0) {
        return new byte[0];
      }
      head.write(next);
      ends = next == "\r\n\r\n".charAt(ends) ? ends + 1 : next == '\r' ? 1 : 0;
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    StringBuilder kept = new StringBuilder();
    int length = 0;
    for (String line : text.lines().toList()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
      if (!line.isEmpty() && !lower.startsWith("connection:") && !lower.startsWith("expect:")) {
        kept.append(line).append("\r\n");
      }
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        kept.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(in.readNBytes(length));
    return request.toByteArray();
  }
}
