package dev.keyturn.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What class files cannot say, read from the sources. */
class SourceTreeTest {
  private static final List<Path> ROOTS =
      List.of(Path.of("src/main/java"), Path.of("src/test/java"));

  /** By name, as ArchUnit is told not to look into JUnit's own classes. */
  private static final Set<String> TEST_ANNOTATIONS =
      Set.of(
          "org.junit.jupiter.api.RepeatedTest",
          "org.junit.jupiter.api.Test",
          "org.junit.jupiter.api.TestFactory",
          "org.junit.jupiter.api.TestTemplate",
          "org.junit.jupiter.params.ParameterizedTest");

  @Test
  @DisplayName("Every package says what it is in a package-info that is @NullMarked")
  void packageInfo() throws IOException {
    Set<Path> packages = new TreeSet<>();
    Set<Path> marked = new TreeSet<>();
    for (Path root : ROOTS) {
      for (Path source : sources(root)) {
        Path folder = root.relativize(source.resolveSibling(""));
        packages.add(folder);
        if (source.endsWith("package-info.java") && isDescribedAndNullMarked(source)) {
          marked.add(folder);
        }
      }
    }

    assertThat(packages).isNotEmpty();
    packages.removeAll(marked);
    assertThat(packages)
        .as("packages without a @NullMarked package-info with a paragraph")
        .isEmpty();
  }

  @Test
  @DisplayName(
      "Every test class has a name that Maven runs: it ends in Test or IT, or a profile's Soak, Fuzz or Auditor")
  void testNames() {
    Set<String> unseen = new TreeSet<>();
    for (JavaClass type : Rooms.tests()) {
      if (isConcreteTopLevel(type)
          && hasTests(type)
          && !type.getName().matches(".*(Test|IT|Soak|Fuzz|Auditor)")) {
        unseen.add(type.getName());
      }
    }
    assertThat(unseen).as("test classes that surefire and failsafe pass over").isEmpty();
  }

  @Test
  @DisplayName("No two classes have one name, so that a name says which class is meant")
  void names() throws IOException {
    Map<String, Set<Path>> byName = new TreeMap<>();
    for (Path root : ROOTS) {
      for (Path source : sources(root)) {
        if (!source.endsWith("package-info.java")) {
          byName
              .computeIfAbsent(source.getFileName().toString(), name -> new TreeSet<>())
              .add(source);
        }
      }
    }
    assertThat(byName).isNotEmpty();
    byName.values().removeIf(sources -> sources.size() == 1);
    assertThat(byName).isEmpty();
  }

  private static List<Path> sources(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static boolean isDescribedAndNullMarked(Path source) throws IOException {
    String text = Files.readString(source);
    return text.contains("@NullMarked\npackage ")
        && (text.startsWith("/**") || text.startsWith("///"));
  }

  private static boolean isConcreteTopLevel(JavaClass type) {
    return type.isTopLevelClass() && !type.getModifiers().contains(JavaModifier.ABSTRACT);
  }

  private static boolean hasTests(JavaClass type) {
    return type.getAllMethods().stream()
        .flatMap(method -> method.getAnnotations().stream())
        .anyMatch(annotation -> TEST_ANNOTATIONS.contains(annotation.getRawType().getName()));
  }
}
