package dev.keyturn.app.cli;

import dev.keyturn.report.VisibleText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Asks on the terminal itself: standard input may be a pipe that is meant for something else, and
 * standard output a file.
 */
final class TerminalQuestions implements Questions {
  private static final Path TERMINAL = Path.of("/dev/tty");

  @Override
  public Optional<String> ask(String question) {
    try (Writer ask = Files.newBufferedWriter(TERMINAL, StandardCharsets.UTF_8);
        BufferedReader answer = Files.newBufferedReader(TERMINAL, StandardCharsets.UTF_8)) {
      ask.write(VisibleText.of(question));
      ask.flush();
      return Optional.ofNullable(answer.readLine()).map(String::strip);
    } catch (IOException noTerminal) {
      return Optional.empty();
    }
  }
}
