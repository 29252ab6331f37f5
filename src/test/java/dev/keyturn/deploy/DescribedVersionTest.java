package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function's description names the version of Keyturn, by which {@code doctor} knows it. */
class DescribedVersionTest {
  private static final Pattern OF_THE_BUILD =
      Pattern.compile("<artifactId>keyturn</artifactId>\\s*<version>([^<]+)</version>");

  @Test
  @DisplayName("The serverless application has that version, too")
  void application() throws IOException {
    Matcher built = OF_THE_BUILD.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(built.find()).isTrue();
    assertThat(Files.readString(Path.of("deploy/serverlessrepo.yaml")))
        .endsWith("SemanticVersion: " + built.group(1) + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy/cloudformation.yaml", "deploy/terraform/main.tf"})
  @DisplayName("The template and the module name the version that is built")
  void version(String file) throws IOException {
    Matcher built = OF_THE_BUILD.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(built.find()).isTrue();
    assertThat(Files.readString(Path.of(file))).contains("(Keyturn %s)".formatted(built.group(1)));
  }
}
