package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tests install from elsewhere is what was looked at when it was locked. */
class RequirementsTest {
  private static final Path FOLDER = Path.of("src", "test", "python");
  private static final Pattern LOCKED =
      Pattern.compile(
          "[a-z0-9.-]+(\\[[a-z0-9,-]+])?==\\S+( ; [^\\\\]+)?( \\\\\\n    --hash=sha256:[0-9a-f]{64})+");

  @ParameterizedTest
  @ValueSource(strings = {"requirements", "lint-requirements", "auditors-requirements"})
  @DisplayName("Each package has its version and hashes, and no file says where it comes from")
  void hashes(String name) throws IOException {
    String lock = Files.readString(FOLDER.resolve(name + ".txt"));
    List<String> entries =
        Arrays.stream(lock.replaceAll("(?m)^ *#.*\\n", "").split("\\n(?=\\S)", -1))
            .map(String::strip)
            .toList();
    assertThat(entries)
        .hasSizeGreaterThan(20)
        .allSatisfy(entry -> assertThat(entry).matches(LOCKED));
    assertThat(lock).doesNotContain("://", "--index", "--find-links", "--trusted");
    assertThat(Files.readAllLines(FOLDER.resolve(name + ".in")))
        .filteredOn(line -> !line.startsWith("#"))
        .isNotEmpty()
        .allSatisfy(line ->
            assertThat(entries)
                .anyMatch(entry ->
                    entry
                        .replaceAll("\\[.*?]", "")
                        .startsWith(line.replaceAll("\\[.*?]", "") + " ")));
  }
}
