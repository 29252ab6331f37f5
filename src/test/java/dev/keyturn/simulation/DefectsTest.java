package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Deliberate defects, before the checkers that Keyturn itself passes: each has to be caught by the
 * check that {@code docs/defects.md} names, after as many of its schedules. A checker that cannot
 * fail proves nothing.
 */
@Execution(ExecutionMode.CONCURRENT)
class DefectsTest {
  private static final Path PAGE = Path.of("docs/defects.md");
  private static final Pattern ROW = Pattern.compile("\\| (.+) \\| (.+) \\| ([0-9,]+) \\|");

  /** Keyturn itself passes these in tests of their own, with more said of what was tried. */
  private static final Set<String> TRIED_ELSEWHERE =
      Set.of(
          "an operation that fails throughout a run",
          "a person meddling",
          "a hostile hand on the tags",
          "a hostile hand on the value",
          "another secret of the same name",
          "a key that is kept in use");

  /** A row of the page's table. */
  private record Row(String mistake, String check, String schedules) {}

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Defect.class)
  void isCaughtAsThePageSays(Defect defect) throws IOException {
    Row said =
        rows().stream()
            .filter(row -> row.mistake().equals(defect.sentence()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no row in " + PAGE));
    Optional<DefectSearch.Caught> caught = DefectSearch.tryOn(defect, said.check());
    System.out.printf(
        Locale.ROOT,
        "%s: %s%n",
        defect.sentence(),
        caught
            .map(it -> "%s, %,d: %s".formatted(said.check(), it.schedules(), it.how()))
            .orElse("passed " + said.check()));
    assertThat(caught.map(it -> String.format(Locale.ROOT, "%,d", it.schedules())))
        .as("schedules until it was caught")
        .contains(said.schedules());
  }

  @Test
  void thePageNamesThemAllAndInThisOrder() throws IOException {
    assertThat(rows().stream().map(Row::mistake))
        .containsExactlyElementsOf(Arrays.stream(Defect.values()).map(Defect::sentence).toList());
  }

  static Stream<String> checks() {
    return DefectSearch.CHECKS.keySet().stream()
        .filter(check -> !TRIED_ELSEWHERE.contains(check))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void keyturnItselfPasses(String check) {
    assertThat(DefectSearch.tryOn(WorldSnapshot.Engine.REAL, check)).isEmpty();
  }
}
