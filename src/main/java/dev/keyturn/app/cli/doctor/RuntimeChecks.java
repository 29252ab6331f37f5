package dev.keyturn.app.cli.doctor;

import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Area;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Keyturn runs on. */
public final class RuntimeChecks {
  private static final String CACHE_OPTION = "-XX:AOTCache=";

  /** What {@code java.vm.info} says where the JVM has mapped a cache or an archive of classes. */
  private static final String SHARING = "sharing";

  private static final String CACHE = "launcher cache";

  /** What gives a JVM further options; the first is the scripts' own, the others are Java's. */
  private static final List<String> OPTIONS =
      List.of("KEYTURN_JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

  private RuntimeChecks() {}

  /**
   * The JVM.
   *
   * @param version such as {@code 25.0.3+9-LTS}
   * @param info {@code java.vm.info}, which says whether classes come from a cache
   * @param cache the file of the cache that the JVM was told to use
   */
  public record JavaRuntime(
      String version, String vendor, String info, Optional<String> cache, Launcher launcher) {}

  /**
   * The cache that the JVM was told to use.
   *
   * @param said what the launcher says of it; empty where it leaves it to the arguments
   * @param arguments those of the process, as far as the system tells them: an {@code @} file
   *     stands there as it was typed
   */
  public static Optional<String> cacheOf(Optional<String> said, List<String> arguments) {
    return said.or(() ->
        arguments.stream()
            .filter(argument -> argument.startsWith(CACHE_OPTION))
            .map(argument -> argument.substring(CACHE_OPTION.length()))
            .findFirst());
  }

  /**
   * The checks.
   *
   * @param keyturn its version
   * @param env where the launcher's variables are
   */
  public static List<SetupCheck> of(JavaRuntime java, String keyturn, Map<String, String> env) {
    return List.of(
        SetupCheck.ok(Area.MACHINE, "keyturn", keyturn),
        SetupCheck.ok(Area.MACHINE, "java", "%s, %s".formatted(java.version(), java.vendor())),
        java.cache().map(file -> named(java, file, env)).orElseGet(() -> none(java, env)));
  }

  private static SetupCheck named(JavaRuntime java, String file, Map<String, String> env) {
    return java.info().contains(SHARING)
        ? SetupCheck.ok(Area.MACHINE, CACHE, "used: " + file)
        : unused("this JVM does not take " + file, refused(java.launcher(), file, env));
  }

  /** Options that change how objects lie in memory, or which classes are seen, rule a cache out. */
  private static String refused(Launcher launcher, String file, Map<String, String> env) {
    if (!launcher.isShipped()) {
      return "Have the launcher make another: rm %s; without options of KEYTURN_JAVA_OPTS that switch it off."
          .formatted(file);
    }
    List<String> set =
        OPTIONS.stream().filter(name -> !env.getOrDefault(name, "").isBlank()).toList();
    return set.isEmpty()
        ? "Install this release anew, whole: the cache belongs to its jar and its Java runtime (docs/install.md)."
        : "unset " + String.join(" ", set);
  }

  private static SetupCheck none(JavaRuntime java, Map<String, String> env) {
    return switch (java.launcher()) {
      case NONE ->
          unused(
              "Java was started without the launcher",
              "Start the script keyturn, which keeps a cache: commands begin in half the time.");
      case INSTALLED, IMAGE ->
          unused(
              "it is not there, or the jar is not the one that it was made for",
              "Install this release anew, whole: docs/install.md");
      case SCRIPT ->
          env.getOrDefault("KEYTURN_CACHE", "").equals("off")
              ? unused("KEYTURN_CACHE is off", "unset KEYTURN_CACHE")
              : unused(
                  "there was none when this command began; the launcher makes one meanwhile, where its folder is safe",
                  "Type it again in a minute. Where that changes nothing: export KEYTURN_CACHE=FOLDER, a folder that only you can write.");
    };
  }

  private static SetupCheck unused(String why, String remedy) {
    return SetupCheck.warning(Area.MACHINE, CACHE, "not used: " + why, remedy);
  }
}
