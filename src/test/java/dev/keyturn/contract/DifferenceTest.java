package dev.keyturn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The differences as code and as a page. */
class DifferenceTest {
  @Test
  @DisplayName("docs/emulators.md lists exactly the differences that the contracts know")
  void documented() throws IOException {
    assertThat(
            Files.readAllLines(Path.of("docs/emulators.md")).stream()
                .filter(line -> line.startsWith("| `")))
        .containsExactlyElementsOf(
            Arrays.stream(Difference.values()).map(Difference::row).toList());
  }
}
