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

  private RuntimeChecks() {}

  /**
   * The JVM.
   *
   * @param version such as {@code 25.0.3+9-LTS}
   * @param info {@code java.vm.info}, which says whether classes come from a cache
   * @param arguments those of the process, as far as the system tells them
   * @param byLauncher whether the launcher has started it
   */
  public record JavaRuntime(
      String version, String vendor, String info, List<String> arguments, boolean byLauncher) {
    public JavaRuntime {
      arguments = List.copyOf(arguments);
    }
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
        cache(java, env));
  }

  private static SetupCheck cache(JavaRuntime java, Map<String, String> env) {
    Optional<String> file =
        java.arguments().stream()
            .filter(argument -> argument.startsWith(CACHE_OPTION))
            .map(argument -> argument.substring(CACHE_OPTION.length()))
            .findFirst();
    if (file.isPresent()) {
      return java.info().contains(SHARING)
          ? SetupCheck.ok(Area.MACHINE, CACHE, "used: " + file.get())
          : SetupCheck.warning(
              Area.MACHINE,
              CACHE,
              "not used: this JVM does not take %s".formatted(file.get()),
              "Have the launcher make another: rm %s; without options of KEYTURN_JAVA_OPTS that switch it off."
                  .formatted(file.get()));
    }
    if (!java.byLauncher()) {
      return SetupCheck.warning(
          Area.MACHINE,
          CACHE,
          "not used: Java was started without the launcher",
          "Start the script keyturn, which keeps a cache: commands begin in half the time.");
    }
    if (env.getOrDefault("KEYTURN_CACHE", "").equals("off")) {
      return SetupCheck.warning(
          Area.MACHINE, CACHE, "not used: KEYTURN_CACHE is off", "unset KEYTURN_CACHE");
    }
    return SetupCheck.warning(
        Area.MACHINE,
        CACHE,
        "not used: there was none when this command began; the launcher makes one meanwhile, where its folder is safe",
        "Type it again in a minute. Where that changes nothing: export KEYTURN_CACHE=FOLDER, a folder that only you can write.");
  }
}
