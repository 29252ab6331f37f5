package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tests install from elsewhere is what was looked at when it was locked. */
class RequirementsTest {
  private static final Path FOLDER = Path.of("src", "test", "python");
  private static final Pattern LOCKED =
      Pattern.compile(
          "[a-z0-9.-]+(\\[[a-z0-9,-]+])?==\\S+( ; [^\\\\]+)?( \\\\\\n    --hash=sha256:[0-9a-f]{64})+");

  @ParameterizedTest
  @CsvSource({
    "requirements, 20",
    "lint-requirements, 20",
    "auditors-requirements, 20",
    "browser-requirements, 0",
    "dist-requirements, 0"
  })
  @DisplayName("Each package has its version and hashes, and no file says where it comes from")
  void hashes(String name, int more) throws IOException {
    String lock = Files.readString(FOLDER.resolve(name + ".txt"));
    List<String> entries =
        Arrays.stream(lock.replaceAll("(?m)^ *#.*\\n", "").split("\\n(?=\\S)", -1))
            .map(String::strip)
            .toList();
    assertThat(entries)
        .hasSizeGreaterThan(more)
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

  @Test
  @DisplayName("So it is for what comes by npm, which is asked for by exact versions")
  void packageLock() throws IOException {
    Path folder = Path.of("src", "test", "browser");
    String lock = Files.readString(folder.resolve("package-lock.json"));
    Object whole = ParsedJson.parse(lock);
    Map<?, ?> packages = (Map<?, ?>) ParsedJson.at(whole, "packages");
    Object asked =
        ParsedJson.at(
            ParsedJson.parse(Files.readString(folder.resolve("package.json"))), "dependencies");

    assertThat(ParsedJson.at(whole, "packages", "", "dependencies")).isEqualTo(asked);
    assertThat(((Map<?, ?>) asked).values())
        .allSatisfy(version -> assertThat((String) version).matches("\\d+\\.\\d+\\.\\d+"));
    assertThat(packages).hasSizeGreaterThan(20);
    packages.forEach((name, entry) -> {
      if (!name.equals("")) {
        assertThat((String) ParsedJson.at(entry, "integrity")).as("%s", name).startsWith("sha512-");
      }
    });
    assertThat(lock).doesNotContain("://", "\"resolved\"");
  }
}
