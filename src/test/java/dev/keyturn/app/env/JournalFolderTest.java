package dev.keyturn.app.env;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a folder, as far as it is more than files. */
class JournalFolderTest {
  private static final String SEGMENT = "20261130T151827.123Z-k3v9c2aa";

  @TempDir Path folder;

  @Test
  @Timeout(60)
  @DisplayName("A file system that never answers is given up, and named")
  void hangs() throws IOException, InterruptedException {
    // A pipe that nobody writes to is never opened, as a file on a server that is gone.
    Process pipe =
        new ProcessBuilder("mkfifo", folder.resolve(SEGMENT + ".jsonl").toString()).start();
    assertThat(pipe.waitFor()).isZero();
    JournalFolder journal = new JournalFolder(folder, Duration.ofMillis(200));
    assertThat(journal.lines(SEGMENT))
        .isInstanceOfSatisfying(
            ReadResult.Failed.class,
            failed -> assertThat(failed.failure().sentence()).contains("KEYTURN_JOURNAL", "Hung"));
  }

  @Test
  @DisplayName("What is in the way is told as before, from another thread")
  void inTheWay() throws IOException {
    JournalFolder journal = new JournalFolder(folder);
    assertThat(journal.checkpoint(SEGMENT)).isInstanceOf(ReadResult.Absent.class);
    Files.writeString(folder.resolve(SEGMENT + ".jsonl"), "another's\n");
    assertThat(journal.append(SEGMENT, 0, "ours\n").map(Failure::sentence))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("there is a file"));
    assertThat(journal.lines(SEGMENT)).isEqualTo(new ReadResult.Got<>("another's\n"));
  }
}
