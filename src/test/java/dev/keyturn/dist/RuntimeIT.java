package dev.keyturn.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.deploy.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The modules of the runtime that is packed. */
class RuntimeIT {
  @Test
  @DisplayName("It has the modules that jdeps finds the jar to need, and no others")
  void modules() throws Exception {
    String jdeps = Path.of(System.getProperty("java.home"), "bin", "jdeps").toString();
    Set<String> needed = new TreeSet<>();
    Program.of(
            List.of(
                jdeps,
                "--multi-release",
                "base",
                "--ignore-missing-deps",
                "-summary",
                System.getProperty("keyturn.jar")))
        .run()
        .orFail()
        .lines()
        .map(line -> line.replaceFirst(".* -> ", ""))
        .filter(module -> module.startsWith("java.") || module.startsWith("jdk."))
        .forEach(needed::add);
    String release = Files.readString(DistFiles.DIST.resolve("tree/lib/runtime/release"));
    var modules = Pattern.compile("MODULES=\"(.*)\"").matcher(release);
    assertThat(modules.find()).isTrue();
    assertThat(new TreeSet<>(Arrays.asList(modules.group(1).split(" ", -1)))).isEqualTo(needed);
  }
}
