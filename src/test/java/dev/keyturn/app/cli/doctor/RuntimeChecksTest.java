package dev.keyturn.app.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.doctor.RuntimeChecks.JavaRuntime;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Java, and the launcher's cache. */
class RuntimeChecksTest {
  private static final String SHARED = "mixed mode, sharing";
  private static final String ALONE = "mixed mode";

  @ParameterizedTest
  @EnumSource(Launcher.class)
  @DisplayName("A cache that the JVM has taken is named, whoever started it")
  void used(Launcher launcher) {
    assertThat(cache(SHARED, Optional.of("/c/keyturn.aot"), launcher, Map.of()))
        .isEqualTo(
            SetupCheck.ok(SetupCheck.Area.MACHINE, "launcher cache", "used: /c/keyturn.aot"));
  }

  @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SCRIPT    | mixed mode          | /c/k.aot |                        | rm /c/k.aot",
        "SCRIPT    | mixed mode, sharing |          | KEYTURN_CACHE=off      | unset KEYTURN_CACHE",
        "SCRIPT    | mixed mode, sharing |          | KEYTURN_CACHE=/c       | Type it again",
        "NONE      | mixed mode, sharing |          |                        | the script keyturn",
        "INSTALLED | mixed mode          | /c/k.aot | KEYTURN_JAVA_OPTS=-XX  | unset KEYTURN_JAVA_OPTS",
        "INSTALLED | mixed mode          | /c/k.aot |                        | Install this release anew",
        "INSTALLED | mixed mode          |          | KEYTURN_CACHE=off      | Install this release anew",
        "IMAGE     | mixed mode          | /c/k.aot | JAVA_TOOL_OPTIONS=-XX  | unset JAVA_TOOL_OPTIONS",
      })
  @DisplayName(
      "Why none is used is said, and what to do; a cache that came along is not taken away")
  void unused(Launcher launcher, String info, String file, String variable, String remedy) {
    Map<String, String> env = new HashMap<>();
    if (variable != null) {
      env.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
    }
    SetupCheck check = cache(info, Optional.ofNullable(file), launcher, env);
    assertThat(check.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(check.seen()).startsWith("not used: ");
    assertThat(check.remedy().orElseThrow()).contains(remedy);
    assertThat(check.remedy().orElseThrow().contains("rm ")).isEqualTo(remedy.startsWith("rm "));
  }

  @Test
  @DisplayName("What mends it has the next look find it mended")
  void mended() {
    Map<String, String> off = Map.of("KEYTURN_CACHE", "off");
    assertThat(cache(SHARED, Optional.empty(), Launcher.SCRIPT, off).remedy())
        .contains("unset KEYTURN_CACHE");
    // The launcher then trains a cache, and names it at the next start.
    Optional<String> file = Optional.of("/c/k.aot");
    assertThat(cache(SHARED, file, Launcher.SCRIPT, Map.of()).verdict()).isEqualTo(Verdict.OK);
    assertThat(cache(ALONE, file, Launcher.SCRIPT, Map.of()).verdict()).isEqualTo(Verdict.WARNING);
  }

  @Test
  @DisplayName("The cache is what the launcher says, or else what the arguments name")
  void named() {
    List<String> typed = List.of("-Xmn16m", "-XX:AOTCache=/c/typed.aot");
    assertThat(RuntimeChecks.cacheOf(Optional.empty(), typed)).contains("/c/typed.aot");
    assertThat(RuntimeChecks.cacheOf(Optional.of("/c/said.aot"), List.of("@/c/args")))
        .contains("/c/said.aot");
    assertThat(RuntimeChecks.cacheOf(Optional.empty(), List.of("@/c/args"))).isEmpty();
  }

  private static SetupCheck cache(
      String info, Optional<String> file, Launcher launcher, Map<String, String> env) {
    JavaRuntime java = new JavaRuntime("25.0.3", "Somebody", info, file, launcher);
    List<SetupCheck> checks = RuntimeChecks.of(java, "1.2.3", env);
    assertThat(checks)
        .extracting(SetupCheck::name)
        .containsExactly("keyturn", "java", "launcher cache");
    assertThat(checks.getFirst().seen()).isEqualTo("1.2.3");
    assertThat(checks.get(1).seen()).isEqualTo("25.0.3, Somebody");
    return checks.getLast();
  }
}
