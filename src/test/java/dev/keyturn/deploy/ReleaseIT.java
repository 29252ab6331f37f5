package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is released, and the sums that go with it. */
class ReleaseIT {
  private static final Path RELEASE = Path.of("target", "release");
  private static final String SUMS = "SHA256SUMS";

  @Test
  @DisplayName("Each released file has its sum, and no file that was changed passes for it")
  void sums() throws Exception {
    Program.of(List.of("bin/release-sums")).run().orFail();
    Map<String, String> expected = new TreeMap<>();
    try (Stream<Path> files = Files.list(RELEASE)) {
      for (Path file : files.filter(file -> !file.endsWith(SUMS)).toList()) {
        expected.put(file.getFileName().toString(), sha256(file));
      }
    }
    Map<String, String> told = new TreeMap<>();
    for (String line : Files.readAllLines(RELEASE.resolve(SUMS))) {
      told.put(line.substring(66), line.substring(0, 64));
    }
    assertThat(told)
        .isEqualTo(expected)
        .containsOnlyKeys(
            "find-jdk",
            "keyturn",
            "keyturn-lambda.cdx.json",
            "keyturn-lambda.zip",
            "keyturn.cdx.xml",
            "keyturn.jar");

    Program check = Program.of(List.of("sha256sum", "-c", SUMS)).in(RELEASE);
    check.run().orFail();
    Files.writeString(RELEASE.resolve("keyturn"), "#", StandardOpenOption.APPEND);
    assertThat(check.run().everything()).contains("keyturn: FAILED");
  }

  private static String sha256(Path file) throws IOException, GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
