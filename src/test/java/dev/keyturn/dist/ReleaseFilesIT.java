package dev.keyturn.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.deploy.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes with the packages: sums, descriptors, bills of materials, and the action. */
class ReleaseFilesIT {
  private static final String RUN_OF =
      "import sys, yaml; print(yaml.safe_load(open(sys.argv[1]))['runs']['steps'][0]['run'])";

  @TempDir Path folder;

  @Test
  @DisplayName("The sums are those of all files, and the descriptors name the archive by its sum")
  void descriptors() throws Exception {
    String checked =
        Program.of(List.of("sha256sum", "-c", "SHA256SUMS")).in(DistFiles.RELEASE).run().orFail();
    String archive = DistFiles.archive().getFileName().toString();
    assertThat(checked.lines())
        .hasSize(DistFiles.RELEASE.toFile().list().length - 1)
        .contains(archive + ": OK");
    String sum = sumOf(archive);
    String platform = archive.replaceFirst(".*-(\\w+-\\w+)\\.tar\\.gz", "$1");
    assertThat(formula(platform).lines())
        .satisfiesExactly(
            url -> assertThat(url).endsWith("/v0.1.0/" + archive),
            sha256 -> assertThat(sha256).isEqualTo(sum));
    assertThat(formula("linux-riscv64")).isEqualTo("none\nnone\n");

    List<?> sdkman =
        (List<?>) ParsedJson.parse(Files.readString(DistFiles.RELEASE.resolve("sdkman.json")));
    assertThat(ParsedJson.at(sdkman.getFirst(), "checksums", "SHA-256")).isEqualTo(sum);
    Object jbang =
        ParsedJson.parse(Files.readString(DistFiles.RELEASE.resolve("jbang-catalog.json")));
    assertThat(ParsedJson.at(jbang, "aliases", "keyturn", "script-ref").toString())
        .endsWith("/keyturn.jar");
  }

  @Test
  @DisplayName("Bills of materials name the Java runtime, and that of the image the C library")
  void bills() throws Exception {
    String bill = "doc/keyturn/keyturn.cdx.xml";
    String runtime = "<version>%s</version>".formatted(System.getProperty("java.runtime.version"));
    assertThat(Files.readString(DistFiles.DIST.resolve("tree/share").resolve(bill)))
        .contains(runtime)
        .doesNotContain("libc6");
    assertThat(Files.readString(DistFiles.DIST.resolve("image/usr/share").resolve(bill)))
        .contains(runtime, "pkg:deb/debian/libc6@");
  }

  @Test
  @DisplayName(
      "The action fetches the release, checks its sum, and runs a command; a changed archive it refuses")
  void action() throws Exception {
    Path served = Files.createDirectories(folder.resolve("releases/v0.1.0"));
    for (Path file : List.of(DistFiles.archive(), DistFiles.RELEASE.resolve("SHA256SUMS"))) {
      Files.copy(file, served.resolve(file.getFileName()));
    }
    assertThat(action("fresh").orFail()).contains("keyturn 0.1.0 (");
    assertThat(Files.readString(folder.resolve("path"))).contains("/bin");

    Path archive = served.resolve(DistFiles.archive().getFileName());
    byte[] changed = Files.readAllBytes(archive);
    changed[changed.length / 2] ^= 1;
    Files.write(archive, changed);
    Program.Finished refused = action("changed");
    assertThat(refused.code()).isNotZero();
    assertThat(refused.out()).contains("FAILED").doesNotContain("keyturn 0.1.0 (");
  }

  /** The address and the sum that the formula has for a platform, and all it installs is there. */
  private static String formula(String platform) {
    List<String> command =
        new ArrayList<>(
            List.of("ruby", Path.of("src/test/ruby/formula.rb").toAbsolutePath().toString()));
    command.add(DistFiles.RELEASE.resolve("keyturn.rb").toAbsolutePath().toString());
    command.addAll(List.of(platform.split("-", 2)));
    return Program.of(command).in(DistFiles.DIST.resolve("tree")).run().orFail();
  }

  private Program.Finished action(String temporary) throws Exception {
    String script =
        Program.of("venv", "python", List.of("-c", RUN_OF, "deploy/action/action.yml"))
            .run()
            .orFail();
    return Program.of(List.of("bash", "-c", script))
        .with(
            Map.of(
                "VERSION",
                "0.1.0",
                "COMMAND",
                "--version",
                "RELEASES",
                folder.resolve("releases").toUri().toString().replaceAll("/$", ""),
                "REPOSITORY",
                "unused",
                "RUNNER_TEMP",
                Files.createDirectories(folder.resolve(temporary)).toString(),
                "GITHUB_PATH",
                folder.resolve("path").toString()))
        .run();
  }

  private static String sumOf(String file) throws Exception {
    return Files.readAllLines(DistFiles.RELEASE.resolve("SHA256SUMS")).stream()
        .filter(line -> line.endsWith(" " + file))
        .map(line -> line.substring(0, 64))
        .findFirst()
        .orElseThrow();
  }
}
