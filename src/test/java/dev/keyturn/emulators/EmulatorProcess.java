package dev.keyturn.emulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server as a child process on a free port of 127.0.0.1, killed with this JVM. */
final class EmulatorProcess {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final String HOST = "127.0.0.1";

  private final Process process;
  private final int port;

  private EmulatorProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** A port that nobody listens on at the moment. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a program of the virtual environment and waits until it listens.
   *
   * @param program its name in the environment's {@code bin}
   */
  static EmulatorProcess start(
      String program, int port, List<String> arguments, Map<String, String> environment) {
    Path venv = Path.of(System.getProperty("keyturn.venv", "target/venv")).toAbsolutePath();
    Path executable = venv.resolve("bin").resolve(program);
    if (!Files.isExecutable(executable)) {
      throw new IllegalStateException(
          "no " + executable + ": run ./verify once, which makes the virtual environment");
    }
    try {
      Path folder =
          Files.createDirectories(venv.resolveSibling("emulators").resolve(program + "-" + port));
      Path log = folder.resolve("log.txt");
      ProcessBuilder builder =
          new ProcessBuilder(executable.toString())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.command().addAll(arguments);
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      EmulatorProcess started = new EmulatorProcess(process, port);
      started.awaitListening(log);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return URI.create("http://%s:%d".formatted(HOST, port));
  }

  private void awaitListening(Path log) throws IOException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!listens()) {
      if (diesWithin(50)) {
        throw new IllegalStateException("it ended at once; its output is in " + log);
      }
      if (System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IllegalStateException("it does not listen; its output is in " + log);
      }
    }
  }

  /** Waiting for the end of the process is how the next look at the port is put off. */
  private boolean diesWithin(long milliseconds) {
    try {
      return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an emulator starts", e);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
