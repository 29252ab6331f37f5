package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.doctor.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both launchers, with a program in place of Java that prints what it is given. */
class LauncherScriptsTest {
  @TempDir Path folder;

  @BeforeEach
  void install() throws IOException {
    Path kept = folder.resolve("kept");
    Files.createDirectories(kept.resolve("bin"));
    Files.createDirectories(kept.resolve("lib/keyturn"));
    Files.writeString(kept.resolve("lib/keyturn/keyturn.jar"), "a jar");
    Files.copy(Path.of("keyturn"), kept.resolve("bin/keyturn"));
    printer(folder.resolve("jdk/bin"));

    Path packed = folder.resolve("packed");
    Files.createDirectories(packed.resolve("bin"));
    Files.writeString(
        packed.resolve("bin/keyturn"),
        Files.readString(Path.of("src/dist/launcher.sh"))
            .replace("@NAME@", "0123456789abcdef")
            .replace("@OPTIONS@", "-Xmn16m"));
    printer(packed.resolve("lib/runtime/bin"));
  }

  @ParameterizedTest(name = "{0}, sh {1}")
  @CsvSource({
    "kept,   kt",
    "kept,   ../a folder/kt",
    "packed, kt",
    "packed, ../a folder/kt",
  })
  @DisplayName("Through links it is found, by a name without a folder, too: sh kt")
  void linked(String which, String typed) throws Exception {
    Path links = Files.createDirectories(folder.resolve("a folder"));
    Files.createSymbolicLink(links.resolve("kt"), Path.of("next"));
    Files.createSymbolicLink(links.resolve("next"), Path.of("..", which, "bin", "keyturn"));
    assertThat(run(links, typed)).endsWith("dev.keyturn.app.cli.Main --version\n");
  }

  @Test
  @DisplayName("Each says which launcher it is, and so does the image's list of options")
  void kinds() throws Exception {
    assertThat(run(folder, "kept/bin/keyturn")).contains("-Dkeyturn.launcher=script ");
    assertThat(run(folder, "packed/bin/keyturn")).contains("-Dkeyturn.launcher=installed ");
    assertThat(Files.readString(Path.of("src/dist/build.xml")))
        .contains("\n-Dkeyturn.launcher=image\n", "\n-Dkeyturn.cache=/opt/keyturn/lib/keyturn-");
    assertThat(
            Stream.of("script", "installed", "image", "other")
                .map(word -> Launcher.of(Optional.of(word))))
        .containsExactly(Launcher.SCRIPT, Launcher.INSTALLED, Launcher.IMAGE, Launcher.NONE);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"kept", "packed"})
  @DisplayName("Both give what lives long the same options, behind those of every command")
  void longLived(String which) throws Exception {
    String script = which + "/bin/keyturn";
    String more = " -XX:CompileThresholdScaling=1 -Xmn16m -XX:SurvivorRatio=2 ";
    for (String command : List.of("run", "audit", "simulate")) {
      assertThat(run(folder, script, command)).containsPattern("-Xmn1[0-9]m" + more);
    }
    assertThat(run(folder, script, "rotate")).doesNotContain(more);
  }

  private String run(Path where, String script) throws IOException, InterruptedException {
    return run(where, script, "--version");
  }

  private String run(Path where, String script, String command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", script, command);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("KEYTURN_CACHE", "off");
    builder.environment().remove("KEYTURN_JAVA_OPTS");
    Process process = builder.directory(where.toFile()).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  private static void printer(Path bin) throws IOException {
    Path java = Files.createDirectories(bin).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
  }
}
