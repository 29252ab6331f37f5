package dev.keyturn.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a person would type, run to its end with nothing of this machine's AWS set-up. */
public final class Program {
  private static final long PATIENCE_SECONDS = 600;

  private final Path folder;
  private final List<String> command;
  private final Map<String, String> environment = new HashMap<>();

  /** What it left. */
  public record Finished(int code, String out, String err) {
    /** Standard output; fails where the program did. */
    public String orFail() {
      if (code != 0) {
        throw new AssertionError("ended with %d%n%s%n%s".formatted(code, out, err));
      }
      return out;
    }

    /** Everything that it said. */
    public String everything() {
      return out + err;
    }
  }

  private Program(Path folder, List<String> command) {
    this.folder = folder;
    this.command = command;
  }

  /** A command line, run in the folder of the build. */
  public static Program of(List<String> command) {
    return new Program(Path.of("").toAbsolutePath(), command);
  }

  /** A program of one of the virtual environments that {@code ./verify} makes. */
  public static Program of(String venv, String program, List<String> arguments) {
    Path executable = Path.of("target", venv, "bin", program).toAbsolutePath();
    if (!Files.isExecutable(executable)) {
      throw new IllegalStateException("no " + executable + ": run ./verify once, which makes it");
    }
    List<String> command = new ArrayList<>(arguments);
    command.addFirst(executable.toString());
    return of(command);
  }

  /** The same, started in another folder. */
  public Program in(Path other) {
    Program same = new Program(other.toAbsolutePath(), command);
    same.environment.putAll(environment);
    return same;
  }

  /** Adds variables. */
  public Program with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /** Runs it to its end; fails where that does not come. */
  public Finished run() {
    try {
      Path out = Files.createTempFile("program", ".out");
      Path err = Files.createTempFile("program", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name ->
              name.startsWith("AWS_")
                  || name.startsWith("KEYTURN_")
                  || name.startsWith("PYTHON")
                  || name.startsWith("TF_"));
      builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
      builder.environment().put("AWS_CONFIG_FILE", "target/no-aws/config");
      builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", "target/no-aws/credentials");
      builder.environment().putAll(environment);
      // Appended, as a program that also writes to /dev/stdout by that name would write over it.
      builder
          .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
          .redirectError(err.toFile());
      Process process = builder.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("did not end: " + command + "\n" + Files.readString(err));
      }
      Finished finished = new Finished(process.exitValue(), text(out), text(err));
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

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
