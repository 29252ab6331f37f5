package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The pages that the program names, against what an archive and a package bring along. */
class ShippedPagesTest {
  private static final Pattern PAGE = Pattern.compile("\\b(?:docs|deploy)/[\\w-]+\\.md");
  private static final Pattern SHIPPED =
      Pattern.compile(
          "share/doc/keyturn\">\\s+<!--[^>]*-->\\s+<fileset dir=\"\\$\\{basedir}\" includes=\"([^\"]+)\"");

  @Test
  @DisplayName("Each page that is named exists, and its folder is shipped")
  void pages() throws IOException {
    Matcher shipped = SHIPPED.matcher(Files.readString(Path.of("src/dist/build.xml")));
    assertThat(shipped.find()).isTrue();
    List<String> patterns = List.of(shipped.group(1).split(",", -1));
    Set<String> named = named();
    assertThat(named)
        .contains("docs/operations.md", "deploy/README.md")
        .allMatch(page -> Files.isRegularFile(Path.of(page)));
    assertThat(named)
        .allMatch(page -> patterns.contains(page.substring(0, page.indexOf('/')) + "/**"));
  }

  private static Set<String> named() throws IOException {
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        PAGE.matcher(Files.readString(file)).results().forEach(found -> pages.add(found.group()));
      }
    }
    return pages;
  }
}
