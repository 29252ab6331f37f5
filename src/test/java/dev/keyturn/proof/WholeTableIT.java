package dev.keyturn.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * After all other tests: a check that did not run leaves no row, and the table that ends a build
 * would only be shorter. So the rows are those that {@code docs/proof.md} explains. A build of
 * selected tests cannot tell.
 */
@Isolated("so that it runs after all others, also those that run beside each other")
@DisabledIfSystemProperty(named = "test", matches = ".+")
@DisabledIfSystemProperty(named = "it.test", matches = ".+")
class WholeTableIT {
  private static final Path PAGE = Path.of("docs/proof.md");

  /** What runs for as long as one likes, and in no build. */
  private static final Set<String> BESIDE = Set.of("soak of seeded fleets");

  @Test
  @DisplayName("The rows that end a build are those of the page, and no other")
  void everyCheckHasRun() throws IOException {
    List<String> left =
        ProofTable.checks(Tally.ROWS).stream().filter(check -> !BESIDE.contains(check)).toList();
    assertThat(left).containsExactlyInAnyOrderElementsOf(explained(Files.readAllLines(PAGE)));
  }

  /** The first cells of the page's first table. */
  static List<String> explained(List<String> page) {
    return page.stream()
        .dropWhile(line -> !line.startsWith("| row of the table |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split("\\|", -1)[1].strip())
        .toList();
  }
}
