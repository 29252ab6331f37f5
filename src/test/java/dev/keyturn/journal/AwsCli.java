package dev.keyturn.journal;

import dev.keyturn.emulators.Emulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The AWS CLI of the tests' environment, on an emulator, as its administrator. */
final class AwsCli {
  private final Emulator emulator;

  private AwsCli(Emulator emulator) {
    this.emulator = emulator;
  }

  static AwsCli on(Emulator emulator) {
    return new AwsCli(emulator);
  }

  /** Runs a command to its end; its standard output. */
  String run(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(
        Path.of(System.getProperty("keyturn.venv", "target/venv"), "bin", "aws").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--endpoint-url", emulator.endpoint().toString()));
    return finish(
        command,
        Map.of(
            "AWS_ACCESS_KEY_ID",
            emulator.administrator().id(),
            "AWS_SECRET_ACCESS_KEY",
            emulator.administrator().secret().reveal(),
            "AWS_DEFAULT_REGION",
            Emulator.REGION,
            "AWS_CONFIG_FILE",
            "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE",
            "/dev/null"));
  }

  /** Runs a program to its end; its standard output. It fails where the program does. */
  static String finish(List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError("%s ended with %d: %s".formatted(command, code, said));
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
