package dev.keyturn.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.deploy.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole release made again, the function's package and both bills of materials with it. */
class ReproducibleIT {
  private static final List<String> MADE =
      List.of("keyturn-lambda.zip", "keyturn-lambda.cdx.json", "keyturn.jar", "keyturn.cdx.xml");

  @TempDir Path again;

  @Test
  @DisplayName(
      "Made again elsewhere, in another time zone and language, with the cache of the first, every file is the same byte for byte")
  void sameBytes() throws Exception {
    for (String source :
        List.of(
            "pom.xml",
            "LICENSE",
            "NOTICE",
            "CHANGELOG.md",
            "README.md",
            "SECURITY.md",
            "docs",
            "deploy",
            "keyturn",
            "mvnw",
            ".mvn",
            "src/main",
            "src/dist")) {
      Files.createDirectories(again.resolve(source).resolveSibling("."));
      Program.of(List.of("cp", "-R", source, again.resolve(source).toString())).run().orFail();
    }
    Path cache;
    try (Stream<Path> files = Files.list(DistFiles.DIST.resolve("tree/lib"))) {
      cache = files.filter(file -> file.toString().endsWith(".aot")).findFirst().orElseThrow();
    }
    String commit =
        Files.readString(Path.of("target/classes/dev/keyturn/app/cli/git.properties")).strip();
    Program.of(
            List.of(
                "sh",
                "mvnw",
                "-o",
                "-q",
                "-Pdist,edit",
                "-Dmaven.test.skip",
                "-Dkeyturn." + commit,
                "-Dkeyturn.aot=" + cache.toAbsolutePath(),
                "package"))
        .in(again)
        .with(
            Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "TZ", "Pacific/Chatham",
                "MAVEN_OPTS", "-Duser.timezone=Pacific/Chatham -Duser.language=tr"))
        .run()
        .orFail();
    assertThat(Files.readString(again.resolve(DistFiles.RELEASE).resolve("SHA256SUMS")))
        .isEqualTo(Files.readString(DistFiles.RELEASE.resolve("SHA256SUMS")));
    for (String made : MADE) {
      Path file = Path.of("target", made);
      assertThat(again.resolve(file)).hasSameBinaryContentAs(file);
    }
  }
}
