package dev.keyturn.login;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a program left that a person ran at home, with nothing of this machine's AWS set-up. */
record Ran(int code, String out, String err) {
  private static final long PATIENCE_SECONDS = 90;

  /**
   * Runs a program to its end, without a terminal.
   *
   * @param home the person's folder, where the program's output goes, too
   * @param variables all that the environment says of AWS and of proxies
   */
  static Ran of(Path home, List<String> command, Map<String, String> variables) {
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(name ->
            name.startsWith("AWS_")
                || name.startsWith("KEYTURN_")
                || name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    environment.put("HOME", home.toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.putAll(variables);
    try {
      Process process =
          builder
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("did not end: " + Files.readString(err));
      }
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
