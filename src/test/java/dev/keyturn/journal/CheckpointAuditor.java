package dev.keyturn.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.packaged.PackagedJar;
import dev.keyturn.packaged.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal of the packaged program's, whose checkpoint Go's own reader of signed notes opens
 * ({@code ./verify -Pauditors}).
 */
class CheckpointAuditor {
  private static final String KEY =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
      -----END PRIVATE KEY-----
      """;

  @TempDir Path folder;

  @Test
  @DisplayName("golang.org/x/mod/sumdb/note opens the checkpoint, and none that was changed")
  void opened() throws IOException {
    Path key = Files.writeString(folder.resolve("key.pem"), KEY);
    Path journal = folder.resolve("journal");
    Path program = folder.resolve("checkpoint");
    AwsCli.finish(
        List.of("go", "-C", "src/test/go/checkpoint", "build", "-o", program.toString()), Map.of());
    try (SandboxProcess sandbox = SandboxProcess.open()) {
      Map<String, String> environment = new HashMap<>(sandbox.environment());
      environment.put("KEYTURN_JOURNAL", journal.toString());
      environment.put("KEYTURN_JOURNAL_KEY", key.toString());
      AwsCli.finish(PackagedJar.command(List.of("rotate", "prod/web/iam")), environment);
      String publicKey =
          AwsCli.finish(PackagedJar.command(List.of("evidence", "--public-key")), environment);
      Path checkpoint = checkpoint(journal);
      String text =
          AwsCli.finish(
              List.of(program.toString(), "open", publicKey.strip(), checkpoint.toString()),
              Map.of());
      assertThat(Files.readString(checkpoint)).startsWith(text + "\n");
      assertThat(text).startsWith("keyturn-journal/1\nsegment ");
      Path changed =
          Files.writeString(
              folder.resolve("changed"),
              Files.readString(checkpoint).replaceFirst("lines [0-9]+", "lines 1"));
      assertThat(
              new ProcessBuilder(program.toString(), "open", publicKey.strip(), changed.toString())
                  .start()
                  .onExit()
                  .join()
                  .exitValue())
          .isEqualTo(1);
    }
  }

  private static Path checkpoint(Path journal) throws IOException {
    try (Stream<Path> files = Files.list(journal)) {
      return files
          .filter(file -> file.toString().endsWith(".checkpoint"))
          .findFirst()
          .orElseThrow();
    }
  }
}
