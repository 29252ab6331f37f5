package dev.keyturn.emulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A server as a child process on a free port of 127.0.0.1, killed with this JVM.
 *
 * <p>Between the moment a port is found free and the one in which a server takes it, another server
 * can have taken it, and would answer in its place. So it counts as started once it says in its own
 * output that it runs there; if it ends instead, it is started on another port.
 */
final class EmulatorProcess {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final String HOST = "127.0.0.1";
  private static final int PORTS = 3;

  private final Process process;
  private final int port;

  private EmulatorProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** What a program is told, so that it listens on a port. */
  record Invocation(List<String> arguments, Map<String, String> environment) {}

  /**
   * Starts a program of the virtual environment and waits until it listens.
   *
   * @param program its name in the environment's {@code bin}; it prints {@code Running on} and its
   *     address, as Werkzeug and Hypercorn do, when it listens
   */
  static EmulatorProcess start(String program, IntFunction<Invocation> onPort) {
    Path venv = Path.of(System.getProperty("keyturn.venv", "target/venv")).toAbsolutePath();
    Path executable = venv.resolve("bin").resolve(program);
    if (!Files.isExecutable(executable)) {
      throw new IllegalStateException(
          "no " + executable + ": run ./verify once, which makes the virtual environment");
    }
    try {
      Path log = null;
      for (int tried = 0; tried < PORTS; tried++) {
        int port = freePort();
        log = venv.resolveSibling("emulators").resolve(program + "-" + port).resolve("log.txt");
        EmulatorProcess started =
            new EmulatorProcess(spawn(executable, onPort.apply(port), log), port);
        if (started.runs(log)) {
          return started;
        }
      }
      throw new IllegalStateException("it ends on every port; its last output is in " + log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return URI.create("http://%s:%d".formatted(HOST, port));
  }

  /** A port that nobody listens on at the moment. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Process spawn(Path executable, Invocation invocation, Path log)
      throws IOException {
    Path folder = Files.createDirectories(log.getParent());
    ProcessBuilder builder =
        new ProcessBuilder(executable.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.command().addAll(invocation.arguments());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(invocation.environment());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /** False if it ended instead. */
  private boolean runs(Path log) throws IOException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!printed(log).contains("Running on " + endpoint())) {
      if (diesWithin(50)) {
        return false;
      }
      if (System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IllegalStateException("it does not listen; its output is in " + log);
      }
    }
    return true;
  }

  /** So far: its last character may be half written. */
  private static String printed(Path log) throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
  }

  /** Waiting for the end of the process is how the next look at its output is put off. */
  private boolean diesWithin(long milliseconds) {
    try {
      return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an emulator starts", e);
    }
  }
}
