package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
      "The first start makes a cache for this jar and this JDK, its owner's alone, and another jar gets another")
  void cache() throws Exception {
    Path laxly = Files.writeString(folder.resolve("laxly"), "#!/bin/sh\numask 0\nexec \"$@\"\n");
    permit(laxly, "rwx------");
    assertThat(run(laxly, cache.toString(), script.toString(), "--version")).startsWith("keyturn ");
    Path first = awaitCache();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
        .isEqualTo("rw-------");
    assertThat(isUsed(cache)).isTrue();
    assertThat(run(script, cache.toString(), "--version")).startsWith("keyturn ");
    assertThat(first.getFileName().toString()).contains(Runtime.version().feature() + ".");

    Path jar = script.resolveSibling("../lib/keyturn/keyturn.jar");
    appendComment(jar);
    assertThat(run(script, cache.toString(), "--version")).startsWith("keyturn ");
    assertThat(awaitCache()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "the cache, rw-rw----",
    "the cache, rw-----w-",
    "its folder, rwx----w-",
    "its folder, rwxrwx---",
    "a folder above, rwxr-xrwx",
    "a link, rwx------",
    "a link for a folder above, rwx------"
  })
  @DisplayName(
      "A cache that others may have written is not used, nor is one behind a link of theirs")
  void writtenByOthers(String what, String permissions) throws Exception {
    Path above = Files.createDirectories(folder.resolve("above"));
    cache = above.resolve("a cache");
    Path made = pretendCache();
    assertThat(isUsed(cache)).isTrue();
    switch (what) {
      case "the cache" -> permit(made, permissions);
      case "its folder" -> permit(cache, permissions);
      case "a folder above" -> permit(above, permissions);
      case "a link" -> {
        Path elsewhere = Files.move(made, folder.resolve("elsewhere.aot"));
        Files.createSymbolicLink(made, elsewhere);
      }
      default -> {
        Path link = Files.createSymbolicLink(folder.resolve("link"), above);
        assertThat(isUsed(link.resolve("a cache"))).as("a link of one's own").isTrue();
        cache = link.resolve("a cache");
        permit(above, "rwxrwxrwx");
      }
    }
    assertThat(isUsed(cache)).isFalse();
  }

  @Test
  @DisplayName(
      "A jar of another time gets another cache, as the JVM would refuse that of the first")
  void anotherTime() throws Exception {
    pretendCache();
    assertThat(isUsed(cache)).isTrue();
    Path jar = script.resolveSibling("../lib/keyturn/keyturn.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-06-01T00:00:00Z")));
    assertThat(isUsed(cache)).isFalse();
  }

  @Test
  @DisplayName("A cache of another user's is not used")
  void anotherUsers() throws Exception {
    pretendCache();
    assertThat(isUsed(cache)).isTrue();
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path id = Files.writeString(tools.resolve("id"), "#!/bin/sh\necho 12345\n");
    permit(id, "rwx------");
    assertThat(used(cache, tools + File.pathSeparator + System.getenv("PATH"))).isFalse();
  }

  @Test
  @DisplayName("KEYTURN_JAVA_OPTS are words, not patterns of file names; and no core is dumped")
  void options() throws Exception {
    Files.writeString(folder.resolve("-XX:+PrintCommandLineFlags"), "");
    ProcessBuilder builder = launcher(script, "off", "--version").directory(folder.toFile());
    builder.environment().put("KEYTURN_JAVA_OPTS", "-XX:+PrintCommandLine?lags");
    assertThat(printed(builder)).contains("PrintCommandLine?lags").doesNotContain("UseSerialGC");
    builder.environment().put("KEYTURN_JAVA_OPTS", "-XX:+PrintCommandLineFlags");
    assertThat(printed(builder)).contains("-XX:-CreateCoredumpOnCrash", "-XX:+UseSerialGC");
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private boolean isUsed(Path where) throws Exception {
    return used(where, System.getenv("PATH"));
  }

  /** A file in place of a cache, which the JVM leaves aside, and which takes no time to make. */
  private Path pretendCache() throws Exception {
    // As if another process were making one.
    Files.createDirectories(cache.resolve("training"));
    permit(cache, "rwx------");
    run(script, cache.toString(), "--version");
    List<String> noted = Files.readAllLines(cache.resolve("jar"));
    String time = noted.getFirst().split(" ", -1)[2];
    Path made =
        Files.writeString(
            cache.resolve("keyturn-%s-%s-%s.aot".formatted(noted.get(1), time, Runtime.version())),
            "none");
    permit(made, "rw-------");
    return made;
  }

  /** Whether the JVM is told of a cache. */
  private boolean used(Path where, String path) throws Exception {
    ProcessBuilder builder = launcher(script, where.toString(), "--version");
    builder.environment().put("KEYTURN_JAVA_OPTS", "-XX:+PrintCommandLineFlags");
    builder.environment().put("PATH", path);
    String printed = printed(builder);
    assertThat(printed).contains("keyturn ", "-XX:+UseSerialGC");
    return printed.contains("-XX:AOTCache=");
  }

  /** Changes the jar's hash and nothing else: its archive comment gets one character. */
  private static void appendComment(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    longer[bytes.length - 2] = 1;
    longer[bytes.length] = '.';
    Files.write(jar, longer);
  }

  private static String run(Path launcher, String where, String... arguments) throws Exception {
    Process process = launcher(launcher, where, arguments).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  private static String printed(ProcessBuilder builder) throws IOException {
    return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static ProcessBuilder launcher(Path launcher, String where, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(launcher.toString());
    builder.command().addAll(List.of(arguments));
    Map<String, String> env = builder.environment();
    env.put("JAVA_HOME", System.getProperty("java.home"));
    env.put("KEYTURN_CACHE", where);
    return builder.redirectErrorStream(true);
  }

  /** The cache is made in the background; the folder {@code training} is there as long as it is. */
  private Path awaitCache() throws IOException, InterruptedException {
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      cache.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
      for (int change = 0; change < 400; change++) {
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
