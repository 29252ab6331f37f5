package dev.keyturn.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.deploy.Program;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Moto;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;

/** The archive, unpacked where there is no Java. */
class ArchiveIT {
  private static final long MOST_BYTES = 110_000_000;

  /** The JVM ends with an error where it cannot use the cache. */
  private static final Map<String, String> CACHE_OR_NOTHING =
      Map.of("KEYTURN_JAVA_OPTS", "-XX:AOTMode=on");

  private static final Pattern VARIABLE = Pattern.compile("(\\w+)=([^ ']+|'[^']*')");

  @TempDir Path folder;
  private BareRoot root;
  private Path installed;
  private String keyturn;

  @BeforeEach
  void unpack() throws Exception {
    root = BareRoot.withShell(folder);
    Path opt = Files.createDirectories(folder.resolve("opt"));
    Program.of(
            List.of(
                "tar",
                "xzf",
                DistFiles.archive().toAbsolutePath().toString(),
                "-C",
                opt.toString()))
        .run()
        .orFail();
    try (Stream<Path> unpacked = Files.list(opt)) {
      installed = unpacked.findFirst().orElseThrow();
    }
    keyturn = "/opt/" + installed.getFileName() + "/bin/keyturn";
  }

  @Test
  @DisplayName("It is small, tells version, commit and runtime, and the first start uses the cache")
  void firstStart() throws Exception {
    assertThat(DistFiles.size(installed)).isLessThanOrEqualTo(MOST_BYTES);
    assertThat(root.command(keyturn, "--version").with(CACHE_OR_NOTHING).run().orFail())
        .matches(
            "keyturn \\S+ \\((commit \\w+(-dirty)?|built outside git), Java 25\\S+, Linux .*\n");
  }

  @Test
  @DisplayName("The demo runs, on a root that cannot be written")
  void demo() {
    assertThat(root.readOnly(keyturn, "demo", "--days", "60").with(CACHE_OR_NOTHING).run().orFail())
        .contains("users locked out        none");
  }

  @Test
  @DisplayName("The sandbox serves, and a key of it is rotated")
  void sandbox() throws Exception {
    Process sandbox =
        new ProcessBuilder(root.line("rw", keyturn, "sandbox", "--port", "0"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = sandbox.inputReader(StandardCharsets.UTF_8)) {
      Map<String, String> variables = new HashMap<>();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.strip().startsWith("export ")) {
          VARIABLE
              .matcher(line)
              .results()
              .forEach(found -> variables.put(found.group(1), found.group(2)));
        } else if (!variables.isEmpty()) {
          break;
        }
      }
      assertThat(root.command(keyturn, "status").with(variables).run().everything())
          .contains("prod/web/iam");
    } finally {
      sandbox.descendants().forEach(ProcessHandle::destroyForcibly);
      sandbox.destroyForcibly().onExit().join();
    }
  }

  @Test
  @DisplayName("A key is adopted and rotated on an emulator that others wrote")
  void rotation() {
    Emulator moto = Moto.shared();
    String name = "installed-" + ProcessHandle.current().pid();
    try (IamClient iam = moto.iam()) {
      iam.createUser(r -> r.userName(name));
      Map<String, String> aws =
          Map.of(
              "AWS_ENDPOINT_URL", moto.endpoint().toString(),
              "AWS_REGION", Emulator.REGION,
              "AWS_ACCESS_KEY_ID", moto.administrator().id(),
              "AWS_SECRET_ACCESS_KEY", moto.administrator().secret().reveal(),
              "KEYTURN_VERIFY_SPAN", "0s");
      root.command(keyturn, "adopt", name, "--secret", name, "--new-key").with(aws).run().orFail();
      assertThat(root.command(keyturn, "rotate", name).with(aws).run().orFail())
          .contains(name + ": rotated.");
      assertThat(iam.listAccessKeys(r -> r.userName(name)).accessKeyMetadata()).hasSize(2);
    }
  }

  @Test
  @DisplayName("A jar that was put in place of its own is run without the cache of that")
  void anotherJar() throws Exception {
    Path jar = only(".jar");
    assertThat(usesCache()).isTrue();
    FileTime packed = Files.getLastModifiedTime(jar);
    // Only the time is another, as where an unpacker does not keep it: the hash tells.
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-06-01T00:00:00Z")));
    assertThat(usesCache()).isTrue();
    byte[] other = Files.readAllBytes(jar);
    other[other.length / 2] ^= 1;
    Files.write(jar, other);
    assertThat(usesCache()).isFalse();
    // Older than the cache, too.
    Files.setLastModifiedTime(jar, FileTime.from(packed.toInstant().minusSeconds(1)));
    assertThat(usesCache()).isFalse();
  }

  private boolean usesCache() {
    return root.command(keyturn, "--version")
        .with(Map.of("KEYTURN_JAVA_OPTS", "-XX:+PrintCommandLineFlags"))
        .run()
        .everything()
        .contains("-XX:AOTCache=");
  }

  private Path only(String ending) throws Exception {
    try (Stream<Path> files = Files.list(installed.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }
}
