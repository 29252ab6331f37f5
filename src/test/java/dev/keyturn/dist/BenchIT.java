package dev.keyturn.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** That {@code bench/run} still works. Its figures are no test's business. */
@Execution(ExecutionMode.CONCURRENT)
class BenchIT {
  private static final long PATIENCE_MINUTES = 15;
  private static final Path PAGE = Path.of("docs/performance.md");

  @Test
  @DisplayName("The bench measures Keyturn beside the Python program, and leaves the page alone")
  void quick(@TempDir Path folder) throws IOException, InterruptedException {
    String page = Files.readString(PAGE);
    assertThat(said(folder, "bench/run", "--quick"))
        .containsPattern("\\| One rotation, cold \\| wall \\| [\\d.]+ s \\| [\\d.]+ s \\| \\*\\*")
        .containsPattern("\\| `run` over 2 secrets, all due \\| wall \\|")
        .containsPattern("\\| One rotation, cold, over TLS, 20 ms away \\| wall \\|")
        .containsPattern(
            "\\| `audit --report` of 50 users \\| wall \\| [\\d.]+ s \\| [\\d.]+ s \\| ")
        .containsPattern("\\| `audit --report --csv` of 500 users \\| wall \\|")
        .containsPattern("`simulate` of 3 users over 5 days, [\\d.]+ days a second \\| wall \\|")
        // What does not depend on the machine.
        .contains("| a rotation, with its proof of one pair of calls | 15 |")
        .contains("| a pass with nothing due | 4 |")
        .contains("| a retirement in one run: deactivation and deletion | 17 |");
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  @Test
  @DisplayName(
      "What the bench changes in the sources, to measure the function without it, is there")
  void variants(@TempDir Path folder) throws IOException, InterruptedException {
    assertThat(said(folder, "target/venv/bin/python", "bench/function_variants.py"))
        .contains("trust fits", "crt fits");
  }

  /** What a command prints that ends well. */
  private static String said(Path folder, String... command)
      throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process bench =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertThat(bench.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      bench.descendants().forEach(ProcessHandle::destroyForcibly);
      bench.destroyForcibly();
    }
    String all = Files.readString(said);
    assertThat(bench.exitValue()).as(all).isZero();
    return all;
  }
}
