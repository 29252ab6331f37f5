package dev.keyturn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of the sandbox says what it can do, and no more. */
class SimulatedOperationsTest {
  private static final Map<String, String> SOURCES =
      Map.of(
          "IAM", "iam/IamService.java",
          "STS", "sts/StsService.java",
          "Secrets Manager", "secrets/SecretsService.java");

  @ParameterizedTest
  @CsvSource({"IAM", "STS", "Secrets Manager"})
  @DisplayName("Each operation is in the page's table, in alphabetical order")
  void listed(String service) throws IOException {
    assertThat(onPage(service)).containsExactlyElementsOf(new TreeSet<>(inCode(service)));
  }

  private static List<String> onPage(String service) throws IOException {
    return Files.readAllLines(Path.of("docs/sandbox.md")).stream()
        .filter(line -> line.startsWith("| " + service + " |"))
        .map(line -> line.split("\\|", -1)[2].strip())
        .flatMap(operations -> Arrays.stream(operations.split(", ")))
        .toList();
  }

  private static List<String> inCode(String service) throws IOException {
    String source =
        Files.readString(
            Path.of("src/main/java/dev/keyturn/sim", SOURCES.getOrDefault(service, "")));
    return Pattern.compile("case (\"[A-Za-z, \"]+\") ->")
        .matcher(source)
        .results()
        .flatMap(found -> Arrays.stream(found.group(1).replace("\"", "").split(", ")))
        .toList();
  }
}
