package dev.keyturn.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The function's package: what is in it, what its bill of materials says, and how it is made. */
@Execution(ExecutionMode.CONCURRENT)
class PackageIT {
  private static final Path TARGET = Path.of("target");
  private static final Path ZIP = TARGET.resolve("keyturn-lambda.zip");
  private static final Path JAR = TARGET.resolve("keyturn-lambda.jar");
  private static final Path BILL = TARGET.resolve("keyturn-lambda.cdx.json");

  /** What a build begins with. */
  private static final List<String> SOURCES =
      List.of("pom.xml", "LICENSE", "NOTICE", "mvnw", ".mvn", "src/main");

  @Test
  @DisplayName("The package is one jar, with its entries stored, and with neither a door nor a toy")
  void contents() throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile());
        ZipFile jar = new ZipFile(JAR.toFile())) {
      assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
          .containsExactly("lib/keyturn-lambda.jar");
      assertThat(zip.getInputStream(zip.getEntry("lib/keyturn-lambda.jar")).readAllBytes())
          .isEqualTo(Files.readAllBytes(JAR));
      assertThat(jar.stream()).allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
      assertThat(jar.stream().map(ZipEntry::getName))
          .contains("dev/keyturn/app/lambda/Handler.class", "META-INF/LICENSE", "META-INF/NOTICE")
          .noneMatch(name -> name.startsWith("picocli/"))
          .noneMatch(name -> name.startsWith("dev/keyturn/app/cli/"))
          .noneMatch(name -> name.startsWith("dev/keyturn/sim/"));
    }
  }

  @Test
  @DisplayName("The bill of materials lists the libraries whose classes are in it, and no others")
  void bill() throws IOException {
    Map<String, Path> libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(path -> path.endsWith(".jar"))
            .map(Path::of)
            .collect(
                Collectors.toMap(path -> path.getFileName().toString(), path -> path, (a, b) -> a));
    List<?> components = (List<?>) Json.at(Json.parse(Files.readString(BILL)), "components");
    Set<String> billed = new TreeSet<>();
    for (Object component : components) {
      String file = Json.at(component, "name") + "-" + Json.at(component, "version") + ".jar";
      Set<String> classes =
          classes(requireNonNull(libraries.get(file), () -> file + " is not on the class path"));
      assertThat(classes).as(file).isNotEmpty();
      billed.addAll(classes);
    }
    Set<String> packaged = classes(JAR);
    packaged.removeIf(name -> name.startsWith("dev/keyturn/"));
    assertThat(packaged).hasSizeGreaterThan(1000).isEqualTo(billed);
  }

  @Test
  @DisplayName(
      "Built again in another place, time zone and language, the package is the same byte for byte")
  void reproducible(@TempDir Path again) throws IOException {
    for (String source : SOURCES) {
      copy(Path.of(source), again.resolve(source));
    }
    Program.of(
            List.of("sh", "mvnw", "-o", "-q", "-Dmaven.test.skip", "-Dcyclonedx.skip", "package"))
        .in(again)
        .with(
            Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "TZ", "Pacific/Chatham",
                "MAVEN_OPTS", "-Duser.timezone=Pacific/Chatham -Duser.language=tr"))
        .run()
        .orFail();
    assertThat(again.resolve(ZIP)).hasSameBinaryContentAs(ZIP);
  }

  /** Module descriptors are left out when libraries are put into one jar. */
  private static Set<String> classes(Path jar) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.resolveSibling("."));
        Files.copy(file, copy);
      }
    }
  }
}
