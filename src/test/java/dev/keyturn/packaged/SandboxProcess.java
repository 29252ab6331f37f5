package dev.keyturn.packaged;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged {@code keyturn sandbox} as a process on a port of its own.
 *
 * @param process the process
 * @param environment what it says to paste
 */
public record SandboxProcess(Process process, Map<String, String> environment)
    implements AutoCloseable {
  private static final Pattern EXPORT = Pattern.compile("([A-Z_]+)=(\\S+)");

  public SandboxProcess {
    environment = Map.copyOf(environment);
  }

  /** Opens one, and returns when it can be used. */
  public static SandboxProcess open(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("sandbox", "--port", "0"));
    arguments.addAll(List.of(options));
    Process process = new ProcessBuilder(PackagedJar.command(arguments)).start();
    Map<String, String> pasted = new HashMap<>();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher matcher = EXPORT.matcher(line.startsWith("export ") ? line : "");
      while (matcher.find()) {
        pasted.put(matcher.group(1), matcher.group(2));
      }
      if (line.startsWith("# Then try")) {
        return new SandboxProcess(process, pasted);
      }
    }
    throw new AssertionError(
        "the sandbox ended: "
            + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** The process and its port, without the key that opens it. */
  @Override
  public String toString() {
    return "SandboxProcess[" + process.pid() + "]";
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
