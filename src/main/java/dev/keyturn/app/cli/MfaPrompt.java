package dev.keyturn.app.cli;

import dev.keyturn.aws.MfaCodes;
import dev.keyturn.report.VisibleText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Asks for an MFA device's code on the terminal itself: standard input may be a pipe that is meant
 * for something else, and standard output a file.
 */
final class MfaPrompt implements MfaCodes {
  private static final Path TERMINAL = Path.of("/dev/tty");
  private static final int TIMES = 3;

  @Override
  public Optional<String> code(String profile, String serial) {
    try (Writer ask = Files.newBufferedWriter(TERMINAL, StandardCharsets.UTF_8);
        BufferedReader answer = Files.newBufferedReader(TERMINAL, StandardCharsets.UTF_8)) {
      for (int time = 0; time < TIMES; time++) {
        ask.write(
            VisibleText.of("Code of the MFA device %s (profile %s): ".formatted(serial, profile)));
        ask.flush();
        String line = answer.readLine();
        if (line == null) {
          return Optional.empty();
        }
        if (OptionFormat.Shape.MFA_CODE.fits(line.strip())) {
          return Optional.of(line.strip());
        }
      }
      return Optional.empty();
    } catch (IOException noTerminal) {
      return Optional.empty();
    }
  }
}
