package dev.keyturn.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * Hands each request on to an emulator, byte by byte, one connection each. On the way one of them
 * may be held, meet a {@link WireFault}, or be refused by what AWS refuses and the emulator does
 * not ({@link Strictness}).
 */
final class CallProxy implements AutoCloseable {
  /** A reply that trickles comes in so many pieces … */
  private static final int PIECES = 12;

  /** … so far apart. */
  private static final long BETWEEN_PIECES_MILLISECONDS = 150;

  private static final long LATE_SECONDS = 3;

  /** Hands a request on as it is; the reply, with its head. */
  @FunctionalInterface
  interface Onward {
    byte[] send(Request request) throws IOException;
  }

  /** Stands before the emulator. */
  @FunctionalInterface
  interface Guard {
    byte[] answer(Request request, Onward emulator) throws IOException;
  }

  private record Disruption(int call, WireFault fault, Runnable kill) {}

  private final ServerSocket server;
  private final URI target;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private volatile Optional<Disruption> disruption = Optional.empty();
  private volatile IntConsumer before = n -> {};
  private volatile BiConsumer<Request, byte[]> answered = (request, reply) -> {};
  private volatile Guard guard = (request, emulator) -> emulator.send(request);
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
    return (int) requests.stream().map(Request::signer).filter(accessKeyId::equals).count();
  }

  /** The actions that were asked for with this access key, in the words of policies. */
  Set<String> actionsOf(String accessKeyId) {
    return requests.stream()
        .filter(request -> request.signer().equals(accessKeyId))
        .map(Request::action)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What was asked for, in order. */
  List<String> operations() {
    return requests.stream().map(Request::operation).toList();
  }

  /** How many requests there were. */
  int calls() {
    return calls.get();
  }

  /**
   * Lets one request meet a fault.
   *
   * @param call its number, from 1
   * @param kill what kills the caller, and comes back when it is dead
   */
  CallProxy at(int call, WireFault fault, Runnable kill) {
    disruption = Optional.of(new Disruption(call, fault, kill));
    return this;
  }

  /** From now on nothing happens to requests. */
  CallProxy undisturbed() {
    disruption = Optional.empty();
    return this;
  }

  /** Is told the number of each request, from 1, before anything else; may hold it. */
  CallProxy before(IntConsumer listener) {
    before = listener;
    return this;
  }

  /** Is told each request, and the reply to it, before the caller hears of it. */
  CallProxy answered(BiConsumer<Request, byte[]> listener) {
    answered = listener;
    return this;
  }

  /** Puts somebody before the emulator. */
  CallProxy behind(Guard newGuard) {
    guard = newGuard;
    return this;
  }

  /** Is given each request and its reply, and says what the caller is to hear. */
  CallProxy amend(BinaryOperator<byte[]> amendment) {
    amend = amendment;
    return this;
  }

  @Override
  public void close() {
    closed.countDown();
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
      } catch (IOException gone) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      Optional<Request> read = Request.read(new BufferedInputStream(caller.getInputStream()));
      if (read.isEmpty()) {
        return;
      }
      Request request = read.get();
      requests.add(request);
      int number = calls.incrementAndGet();
      before.accept(number);
      Optional<Disruption> met = disruption.filter(it -> it.call() == number);
      if (met.isPresent() && met.get().fault().isBefore()) {
        end(caller, met.get());
        return;
      }
      byte[] reply = amend.apply(request.bytes(), guard.answer(request, this::send));
      answered.accept(request, reply);
      if (met.isPresent()) {
        disrupt(caller, met.get(), reply);
      } else {
        caller.getOutputStream().write(reply);
      }
    } catch (IOException gone) {
      // The caller was killed, or the emulator hung up: the caller sees a cut connection.
    }
  }

  private byte[] send(Request request) throws IOException {
    try (Socket emulator = new Socket(target.getHost(), target.getPort())) {
      emulator.getOutputStream().write(request.bytes());
      emulator.getOutputStream().flush();
      return saysThatItCloses(emulator.getInputStream().readAllBytes());
    }
  }

  /** Where the emulator does not say so, the caller would send its next request into the void. */
  private static byte[] saysThatItCloses(byte[] reply) {
    String text = new String(reply, StandardCharsets.ISO_8859_1);
    int head = text.indexOf("\r\n\r\n");
    if (head < 0
        || text.substring(0, head).toLowerCase(Locale.ROOT).contains("connection: close")) {
      return reply;
    }
    String said = text.substring(0, head) + "\r\nConnection: close" + text.substring(head);
    return said.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Ends the connection, and the caller before it where it is to be killed. */
  private static void end(Socket caller, Disruption disruption) throws IOException {
    if (disruption.fault().isKill()) {
      disruption.kill().run();
    } else {
      // No orderly end: a reset, as of a host that went away.
      caller.setSoLinger(true, 0);
    }
  }

  private void disrupt(Socket caller, Disruption disruption, byte[] reply) throws IOException {
    OutputStream out = caller.getOutputStream();
    switch (disruption.fault()) {
      case KILLED_BEFORE, KILLED_AFTER, CUT_BEFORE -> end(caller, disruption);
      case REPLY_LOST -> {
        // The connection ends in order, and without a word.
      }
      case REPLY_BROKEN -> out.write(reply, 0, middleOfBody(reply));
      case REPLY_TRICKLES -> trickle(out, reply);
      case REPLY_LATE -> {
        pass(TimeUnit.SECONDS.toMillis(LATE_SECONDS));
        out.write(reply);
      }
      // The caller has nothing more to say: the next that is read of it is its end.
      case REPLY_TOO_LATE -> caller.getInputStream().readAllBytes();
    }
  }

  private static int middleOfBody(byte[] reply) {
    for (int i = 0; i + 3 < reply.length; i++) {
      if (reply[i] == '\r' && reply[i + 1] == '\n' && reply[i + 2] == '\r') {
        return (i + 4 + reply.length) / 2;
      }
    }
    throw new IllegalStateException("a reply without an end of its head");
  }

  private void trickle(OutputStream out, byte[] reply) throws IOException {
    int size = reply.length / PIECES + 1;
    for (int at = 0; at < reply.length; at += size) {
      out.write(Arrays.copyOfRange(reply, at, Math.min(reply.length, at + size)));
      out.flush();
      pass(BETWEEN_PIECES_MILLISECONDS);
    }
  }

  /** Lets time pass, unless this proxy is closed meanwhile. */
  private void pass(long milliseconds) throws IOException {
    try {
      if (closed.await(milliseconds, TimeUnit.MILLISECONDS)) {
        throw new IOException("the proxy is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
