package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Deliberate defects, before the checkers that Keyturn itself passes: each has to be caught, by the
 * check and after as many schedules as {@code docs/defects.md} says. A checker that cannot fail
 * proves nothing.
 */
@Execution(ExecutionMode.CONCURRENT)
class DefectsTest {
  private static final Path PAGE = Path.of("docs/defects.md");

  /** The rows of the page's table. */
  private static List<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| the mistake"))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Defect.class)
  void isCaughtAsThePageSays(Defect defect) throws IOException {
    Optional<DefectSearch.Caught> caught = new DefectSearch(defect).run();
    String row =
        caught
            .map(it ->
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %,d |",
                    defect.sentence(),
                    it.check(),
                    it.schedules()))
            .orElse("not caught: " + defect.sentence());
    System.out.printf("%s %s%n", row, caught.map(DefectSearch.Caught::how).orElse(""));
    assertThat(rows()).contains(row);
  }

  @Test
  void thePageNamesThemAllAndInThisOrder() throws IOException {
    assertThat(rows().stream().map(row -> row.substring(2, row.indexOf(" | "))))
        .containsExactlyElementsOf(Arrays.stream(Defect.values()).map(Defect::sentence).toList());
  }

  @Test
  void keyturnItselfIsNot() {
    assertThat(new DefectSearch(Moment.Engine.REAL).run()).isEmpty();
  }
}
