package dev.keyturn.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How the packaged command line is started: as the launcher does it, with an AOT cache of this very
 * jar and JDK, which halves what a start costs.
 */
public final class PackagedJar {
  private static final long PATIENCE_MINUTES = 3;
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=5");

  private PackagedJar() {}

  /** The whole command line, the JVM's own included. */
  public static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(Holder.START);
    command.add("dev.keyturn.app.cli.Main");
    command.addAll(arguments);
    return command;
  }

  private static final class Holder {
    private static final List<String> START = start();
  }

  private static List<String> start() {
    String jar = System.getProperty("keyturn.jar");
    if (jar == null) {
      throw new IllegalStateException("keyturn.jar is not set; run this with ./verify");
    }
    Path cache = cache(Path.of(jar));
    List<String> start = java();
    start.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off", "-cp", jar));
    return List.copyOf(start);
  }

  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    return command;
  }

  /**
   * A cache of another jar would run that jar's classes, so its name holds the jar's hash; and its
   * time, as newer JVMs refuse that of a jar of another time.
   */
  private static Path cache(Path jar) {
    try {
      Path folder = Files.createDirectories(jar.resolveSibling("aot-of-tests"));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
      Path cache =
          folder.resolve(
              "%s-%d-%s.aot"
                  .formatted(
                      HexFormat.of().formatHex(hash, 0, 8),
                      Files.getLastModifiedTime(jar).toMillis(),
                      Runtime.version()));
      if (!Files.exists(cache)) {
        train(jar, cache);
      }
      return cache;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void train(Path jar, Path cache) throws IOException, InterruptedException {
    List<String> command = java();
    command.add("-XX:AOTCacheOutput=" + cache);
    command.addAll(List.of("-Xlog:disable", "-cp", jar.toString()));
    command.add("dev.keyturn.app.cli.AotTraining");
    Path log = cache.resolveSibling("training.log");
    Process training =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = training.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    if (!ended || training.exitValue() != 0 || !Files.exists(cache)) {
      training.destroyForcibly();
      throw new IllegalStateException("no AOT cache was made; see " + log);
    }
  }
}
