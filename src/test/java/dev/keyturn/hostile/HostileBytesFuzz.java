package dev.keyturn.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Looks for harmful input with a coverage-guided fuzzer, Jazzer, a process for each target: {@code
 * ./mvnw verify -Pfuzz -Dseconds=300}. What it finds is in {@code target/fuzz}, and belongs into
 * the corpus.
 */
class HostileBytesFuzz {
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
  private static final String FUZZER = "com.code_intelligence.jazzer.Jazzer";

  @ParameterizedTest
  @EnumSource
  void nothingDoesHarm(Target target) throws IOException, InterruptedException {
    Path folder = Path.of("target", "fuzz", target.type().getSimpleName());
    Files.createDirectories(folder.resolve("inputs"));
    Process fuzzer =
        new ProcessBuilder(command(target, folder))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    int exit = fuzzer.waitFor();
    Matcher done =
        DONE.matcher(Files.readString(folder.resolve("log"), StandardCharsets.ISO_8859_1));
    System.out.printf("%s: %s%n", target, done.find() ? done.group() : "something was found");
    assertThat(exit).as("what was found is in %s", folder).isZero();
  }

  private static List<String> command(Target target, Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-Xmx2g",
        "-cp",
        classPath(),
        FUZZER,
        "--target_class=" + target.type().getName(),
        "--instrumentation_includes=dev.keyturn.**",
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + folder + File.separator,
        "-max_total_time=" + Integer.getInteger("seconds", 60),
        "-rss_limit_mb=6000",
        folder.resolve("inputs").toString(),
        target.folder().toString());
  }

  /** Surefire hides the class path in a jar's manifest. */
  private static String classPath() {
    String forked = System.getProperty("surefire.test.class.path");
    return forked == null ? System.getProperty("java.class.path", "") : forked;
  }
}
