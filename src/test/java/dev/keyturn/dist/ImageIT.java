package dev.keyturn.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.deploy.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image, read and unpacked by programs that others wrote, and run as they unpacked it. */
class ImageIT {
  private static final long MOST_BYTES = 120_000_000;
  private static final String ARCHIVE = "oci-archive:";

  @TempDir Path folder;

  @Test
  @DisplayName(
      "It names its user and its program, holds no shell, and its demo runs on a read-only root")
  void image() throws Exception {
    String image = ARCHIVE + DistFiles.image().toAbsolutePath();
    Object config =
        ParsedJson.parse(
            Program.of(List.of("skopeo", "inspect", "--config", image)).run().orFail());
    assertThat(ParsedJson.at(config, "config", "User")).isEqualTo("65532:65532");
    List<?> entrypoint = (List<?>) ParsedJson.at(config, "config", "Entrypoint");

    Path layout = folder.resolve("layout");
    Path bundle = folder.resolve("bundle");
    Program.of(List.of("skopeo", "copy", image, "oci:" + layout + ":keyturn")).run().orFail();
    Program.of(List.of("umoci", "unpack", "--image", layout + ":keyturn", bundle.toString()))
        .run()
        .orFail();
    Path rootfs = bundle.resolve("rootfs");
    assertThat(DistFiles.size(rootfs)).isLessThanOrEqualTo(MOST_BYTES);
    try (Stream<Path> files = Files.walk(rootfs)) {
      assertThat(files.filter(Files::isExecutable).filter(Files::isRegularFile))
          .extracting(file -> file.getFileName().toString())
          .contains("java")
          .noneMatch(name -> name.matches("(ba|da|k|z)?sh|busybox"));
    }

    String java = entrypoint.getFirst().toString();
    String options = entrypoint.getLast().toString();
    BareRoot root = new BareRoot(rootfs);
    // The JVM ends with an error where it cannot use the cache.
    assertThat(root.readOnly(java, "-XX:AOTMode=on", options, "--version").run().orFail())
        .startsWith("keyturn ");
    assertThat(root.readOnly(java, options, "doctor").run().everything())
        .contains("used: /opt/keyturn/lib/keyturn-");
    assertThat(root.readOnly(java, options, "demo", "--days", "60").run().orFail())
        .contains("users locked out        none");
  }
}
