package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The launcher as it is installed: a jar in {@code lib/keyturn}, the script in {@code bin}. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherIT {
  @TempDir Path folder;

  private Path script;
  private Path cache;

  @BeforeEach
  void install() throws IOException {
    // A blank in the name, as people have them.
    Path home = Files.createDirectories(folder.resolve("a home"));
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib/keyturn"));
    script = Files.copy(Path.of("keyturn"), home.resolve("bin/keyturn"));
    Files.copy(
        Path.of(System.getProperty("keyturn.jar", "target/keyturn.jar")),
        home.resolve("lib/keyturn/keyturn.jar"));
    cache = folder.resolve("a cache");
  }

  @Test
  @DisplayName("Installed under a folder with a blank, and through a link, it runs")
  void linked() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), script);
    assertThat(run(link, "off", "--version")).startsWith("keyturn ");
    assertThat(cache).doesNotExist();
  }

  @Test
  @DisplayName("Where it cannot keep a cache, it runs without")
  void noCache() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThat(run(script, file.resolve("cache").toString(), "--version")).startsWith("keyturn ");
  }

  @Test
  @DisplayName(
      "The first start makes a cache for this jar and this JDK, and another jar gets another")
  void cache() throws Exception {
    assertThat(run(script, cache.toString(), "--version")).startsWith("keyturn ");
    Path first = awaitCache();
    assertThat(run(script, cache.toString(), "--version")).startsWith("keyturn ");
    assertThat(first.getFileName().toString()).contains(Runtime.version().feature() + ".");

    Path jar = script.resolveSibling("../lib/keyturn/keyturn.jar");
    appendComment(jar);
    assertThat(run(script, cache.toString(), "--version")).startsWith("keyturn ");
    assertThat(awaitCache()).isNotEqualTo(first);
  }

  /** Changes the jar's hash and nothing else: its archive comment gets one character. */
  private static void appendComment(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    longer[bytes.length - 2] = 1;
    longer[bytes.length] = '.';
    Files.write(jar, longer);
  }

  private String run(Path launcher, String where, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(launcher.toString());
    builder.command().addAll(List.of(arguments));
    Map<String, String> env = builder.environment();
    env.put("JAVA_HOME", System.getProperty("java.home"));
    env.put("KEYTURN_CACHE", where);
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  /** The cache is made in the background; the folder {@code training} is there as long as it is. */
  private Path awaitCache() throws IOException, InterruptedException {
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      cache.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
      for (int change = 0; change < 100; change++) {
        try (Stream<Path> files = Files.list(cache)) {
          var made = files.filter(file -> file.toString().endsWith(".aot")).findFirst();
          if (made.isPresent() && !Files.exists(cache.resolve("training"))) {
            return made.get();
          }
        }
        WatchKey changed = watch.poll(1, TimeUnit.SECONDS);
        if (changed != null) {
          changed.pollEvents();
          changed.reset();
        }
      }
    }
    throw new AssertionError("no cache was made in " + cache);
  }
}
