package dev.keyturn.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/**
 * Keyturn works in every partition of AWS: hosts come from the SDK's data alone, and what is
 * written of ARNs fits all of them.
 */
class PartitionsTest {
  /** A pattern of an ARN, as far as its partition goes. */
  private static final Pattern OF_ARN = Pattern.compile("arn:(\\[[^]]*][+*]|\\([^)]*\\)|\\.\\*):");

  /** An ARN of one partition, outside of an example, which has an account of examples. */
  private static final Pattern ONE_PARTITION =
      Pattern.compile("arn:aws(-[a-z-]+)?:(?![a-z-]+:[a-z0-9-]*:(111122223333|123456789012):)");

  /** A service as policies name it: one word before the suffix, in every partition. */
  private static final Pattern PRINCIPAL = Pattern.compile("\"?[a-z]+\\.amazonaws\\.com\"?");

  private static Set<String> partitions() {
    Set<String> partitions = new TreeSet<>();
    for (Region region : Region.regions()) {
      RegionMetadata metadata = region.metadata();
      if (metadata != null) {
        partitions.add(metadata.partition().id());
      }
    }
    return partitions;
  }

  private static List<Path> written() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path root : List.of(Path.of("src/main"), Path.of("deploy"))) {
      try (Stream<Path> all = Files.walk(root)) {
        all.filter(Files::isRegularFile)
            // The simulated AWS is a part of one partition, and says so in its ARNs.
            .filter(file -> !file.startsWith("src/main/java/dev/keyturn/sim"))
            .filter(file -> file.toString().matches(".*\\.(java|json|yaml|tf|md|xml)"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  @Test
  @DisplayName("Every pattern of an ARN takes one of each partition that the SDK knows")
  void patterns() throws IOException {
    assertThat(partitions())
        .contains("aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b");
    int patterns = 0;
    for (Path file : written()) {
      for (MatchResult found : OF_ARN.matcher(Files.readString(file)).results().toList()) {
        Pattern partition = Pattern.compile(found.group(1));
        patterns++;
        assertThat(partitions())
            .as("%s: %s", file, found.group())
            .allMatch(name -> partition.matcher(name).matches());
      }
    }
    assertThat(patterns).isGreaterThan(15);
  }

  @Test
  @DisplayName("No ARN is of one partition, but in an example")
  void arns() throws IOException {
    for (Path file : written()) {
      assertThat(ONE_PARTITION.matcher(Files.readString(file)).results().map(MatchResult::group))
          .as(file.toString())
          .isEmpty();
    }
  }

  @Test
  @DisplayName("No code, policy or template joins or names a host of AWS's")
  void hosts() throws IOException {
    for (Path file : written()) {
      String text = Files.readString(file).replaceAll("com\\.amazonaws(:|\\.[a-z.]*services)", "");
      for (String line : text.lines().filter(it -> it.contains("amazonaws")).toList()) {
        String rest = PRINCIPAL.matcher(line).replaceAll("");
        assertThat(rest).as(file.toString()).doesNotContain("amazonaws");
      }
    }
  }
}
