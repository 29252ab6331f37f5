package dev.keyturn.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.packaged.PackagedJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the README prints of the demo is what the demo prints: every line of it, in its order, where
 * an ellipsis stands for lines left out. The transcripts of the sandbox hold times, and are
 * compared in their commands only.
 */
@Execution(ExecutionMode.CONCURRENT)
class ReadmeIT {
  private static final Path README = Path.of("README.md");

  /** A command and the lines below it. */
  record Transcript(String command, List<String> lines) {
    @Override
    public String toString() {
      return command;
    }
  }

  static Stream<Transcript> demos() throws IOException {
    return transcripts().stream().filter(it -> it.command().startsWith("./keyturn demo"));
  }

  private static List<Transcript> transcripts() throws IOException {
    List<Transcript> found = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(README, StandardCharsets.UTF_8)) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith("$ ")) {
        found.add(new Transcript(line.substring(2), new ArrayList<>()));
      } else if (inside) {
        found.getLast().lines().add(line);
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("demos")
  void theDemoPrintsWhatTheReadmeSays(Transcript transcript) throws Exception {
    String[] words = transcript.command().split(" ", -1);
    List<String> printed = run(Arrays.copyOfRange(words, 1, words.length));
    int from = 0;
    boolean leftOut = false;
    for (String line : transcript.lines()) {
      if (line.equals("…")) {
        leftOut = true;
        continue;
      }
      int at = printed.subList(from, printed.size()).indexOf(line);
      assertThat(at).as("line \"%s\" of %s", line, transcript).isNotNegative();
      assertThat(leftOut || at == 0).as("lines before \"%s\" of %s", line, transcript).isTrue();
      from += at + 1;
      leftOut = false;
    }
  }

  @Test
  void everyCommandInTheReadmeIsOneThatThereIs() throws Exception {
    List<String> help = run("--help");
    assertThat(transcripts()).hasSizeGreaterThan(5);
    for (Transcript transcript : transcripts()) {
      String[] words = transcript.command().split(" ", -1);
      assertThat(words[0]).isEqualTo("./keyturn");
      assertThat(help).anyMatch(line -> line.strip().startsWith(words[1] + " "));
    }
  }

  private static List<String> run(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(PackagedJar.command(List.of(arguments)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }
}
