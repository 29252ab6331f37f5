package dev.keyturn.process;

import dev.keyturn.emulators.Emulator;
import dev.keyturn.model.Setting;
import dev.keyturn.packaged.PackagedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged command line, run as a process with an environment of its own. */
final class CliProcess {
  private static final long PATIENCE_SECONDS = 240;

  /** Windows of no length, so that a whole life fits into seconds. */
  private static final Map<Setting, String> QUICK =
      Map.of(
          Setting.OVERLAP, "0s",
          Setting.QUIET, "0s",
          Setting.RECOVERY, "0s",
          Setting.VERIFY_SUCCESSES, "2",
          Setting.VERIFY_SPAN, "0s");

  private final Emulator emulator;
  private final Lease lease;
  private final List<String> everything = new ArrayList<>();

  /** What a process left; {@code code} is 137 for one that was killed. */
  record Finished(int code, String out, String err) {}

  CliProcess(Emulator emulator, Lease lease) {
    this.emulator = emulator;
    this.lease = lease;
  }

  /** Runs a command to its end. */
  Finished run(String... arguments) {
    return start(emulator.endpoint(), List.of(arguments)).await();
  }

  /** Starts a command that talks to another endpoint, such as a proxy's. */
  Running start(URI endpoint, List<String> arguments) {
    try {
      Path out = Files.createTempFile("keyturn", ".out");
      Path err = Files.createTempFile("keyturn", ".err");
      ProcessBuilder builder = new ProcessBuilder(PackagedJar.command(arguments));
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("KEYTURN_"));
      lease.with(QUICK).forEach((setting, value) -> environment.put(setting.variable(), value));
      environment.put("AWS_ENDPOINT_URL", endpoint.toString());
      environment.put("AWS_REGION", Emulator.REGION);
      environment.put("AWS_ACCESS_KEY_ID", emulator.administrator().id());
      environment.put("AWS_SECRET_ACCESS_KEY", emulator.administrator().secret().reveal());
      environment.put("AWS_EC2_METADATA_DISABLED", "true");
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      return new Running(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All output of all finished processes. */
  String everything() {
    synchronized (everything) {
      return String.join("\n", everything);
    }
  }

  /** A process that was started. */
  final class Running {
    private final Process process;
    private final Path out;
    private final Path err;

    private Running(Process process, Path out, Path err) {
      this.process = process;
      this.out = out;
      this.err = err;
    }

    /** SIGKILL; comes back when it is dead. */
    void kill() {
      process.destroyForcibly().onExit().join();
    }

    /** Is told when it has ended. */
    void whenEnded(Runnable listener) {
      var _ = process.onExit().thenRun(listener);
    }

    /** Waits for its end; a process that takes too long is killed, and fails the test. */
    Finished await() {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("did not end: " + read(err));
        }
        Finished finished = new Finished(process.exitValue(), read(out), read(err));
        synchronized (everything) {
          everything.add(finished.out());
          everything.add(finished.err());
        }
        Files.delete(out);
        Files.delete(err);
        return finished;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private static String read(Path file) throws IOException {
      return Files.readString(file, StandardCharsets.UTF_8);
    }
  }
}
