package dev.keyturn.app.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.doctor.RuntimeChecks.JavaRuntime;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java, and the launcher's cache. */
class RuntimeChecksTest {
  private static final String SHARED = "mixed mode, sharing";
  private static final String ALONE = "mixed mode";

  @Test
  @DisplayName("A cache that the JVM has taken is named")
  void used() {
    assertThat(cache(SHARED, "-XX:AOTCache=/c/keyturn.aot", true, Map.of()))
        .isEqualTo(
            SetupCheck.ok(SetupCheck.Area.MACHINE, "launcher cache", "used: /c/keyturn.aot"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "not taken       | mixed mode          | -XX:AOTCache=/c/k.aot | true  |     | rm /c/k.aot",
        "no launcher     | mixed mode, sharing | -Xmn16m               | false |     | the script keyturn",
        "switched off    | mixed mode, sharing | -Xmn16m               | true  | off | unset KEYTURN_CACHE",
        "none there yet  | mixed mode, sharing | -Xmn16m               | true  | /c  | Type it again",
      })
  @DisplayName("Why none is used is said, and what to do")
  void unused(
      String why, String info, String argument, boolean launcher, String variable, String remedy) {
    SetupCheck check =
        cache(
            info,
            argument,
            launcher,
            variable == null ? Map.of() : Map.of("KEYTURN_CACHE", variable));
    assertThat(check.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(check.seen()).startsWith("not used: ");
    assertThat(check.remedy().orElseThrow()).contains(remedy);
  }

  @Test
  @DisplayName("What mends it has the next look find it mended")
  void mended() {
    Map<String, String> off = Map.of("KEYTURN_CACHE", "off");
    assertThat(cache(SHARED, "-Xmn16m", true, off).remedy()).contains("unset KEYTURN_CACHE");
    // The launcher then trains a cache, and names it at the next start.
    assertThat(cache(SHARED, "-XX:AOTCache=/c/k.aot", true, Map.of()).verdict())
        .isEqualTo(Verdict.OK);
    assertThat(cache(ALONE, "-XX:AOTCache=/c/k.aot", true, Map.of()).verdict())
        .isEqualTo(Verdict.WARNING);
  }

  private static SetupCheck cache(
      String info, String argument, boolean launcher, Map<String, String> env) {
    JavaRuntime java = new JavaRuntime("25.0.3", "Somebody", info, List.of(argument), launcher);
    List<SetupCheck> checks = RuntimeChecks.of(java, "1.2.3", env);
    assertThat(checks)
        .extracting(SetupCheck::name)
        .containsExactly("keyturn", "java", "launcher cache");
    assertThat(checks.getFirst().seen()).isEqualTo("1.2.3");
    assertThat(checks.get(1).seen()).isEqualTo("25.0.3, Somebody");
    return checks.getLast();
  }
}
