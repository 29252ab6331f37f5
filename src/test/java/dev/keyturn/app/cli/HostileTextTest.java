package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.report.VisibleText;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.ServiceError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of others, on its way to a terminal: shown, and never sent. */
class HostileTextTest {
  /** Clears the screen, names the window, turns the direction, and hides a letter. */
  private static final String POISON = "x\u001b[2J\u001b]0;root\u0007\u009b31m\u202ey\u200bz";

  private static final List<String> COMMANDS =
      List.of(
          "status",
          "plan",
          "run",
          "run --dry-run",
          "rotate prod/web/iam",
          "rollback prod/web/iam",
          "adopt backup --secret prod/backup/iam");

  private final World world =
      SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ZERO);
  private final Shell shell = new Shell(world);

  @AfterEach
  void close() {
    shell.close();
  }

  @ParameterizedTest(name = "colour: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("What AWS says is shown, in every command")
  void messages(boolean colour) {
    ServiceError error =
        new ServiceError("InvalidParameterException", 400, "no " + POISON + " here");
    shell.gateway().hook((call, here) -> new Fate.Answer(error));
    assertShown(colour, COMMANDS);
    assertThat(String.join("", shell.everything())).contains("\\u{1b}[2J").contains("\\u{202e}y");
  }

  @ParameterizedTest(name = "colour: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("What tags say is shown, in every command")
  void tags(boolean colour) {
    for (String tag : List.of("keyturn:max-age", "keyturn:current")) {
      world.secrets().tag(world.secrets().secret("prod/web/iam").orElseThrow(), tag, POISON);
    }
    assertShown(colour, COMMANDS);
  }

  @Test
  @DisplayName("What was typed, or stands in the environment, is shown")
  void typed() {
    shell.env("secrets", POISON + "=" + POISON).env("KEYTURN_MAX_AGE", POISON);
    assertShown(false, List.of("status", "run", "run --max-age " + POISON, POISON));
    assertShown(false, List.of("rotate " + POISON, "adopt " + POISON + " --secret " + POISON));
  }

  @Test
  @DisplayName("JSON escapes it by its own rules, and says exactly what was said")
  void json() throws Exception {
    ServiceError error =
        new ServiceError("InvalidParameterException", 400, "no " + POISON + " here");
    shell.gateway().hook((call, here) -> new Fate.Answer(error));
    String printed = shell.type("rotate prod/web/iam --output json").out();
    assertThat(printed.strip()).matches("[ -~\\r\\n]*");
    assertThat(String.valueOf(ParsedJson.parse(printed))).contains(POISON);
  }

  @Test
  @DisplayName("An argument that begins with @ is itself, and no file is read")
  void atFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("arguments"), "--version");
    for (String first : List.of("status", "rotate")) {
      Shell.Ran ran = shell.run(first, "@" + file);
      assertThat(ran.out()).contains("@" + file).doesNotContain(Version.current());
    }
    assertThat(shell.run("@" + file).exit()).isEqualTo(ExitCode.USAGE.code(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http//operator:hunter22@proxy.example:4588",
        "operator:hunter22@proxy.example",
        "ftp://operator:hunter22@proxy.example",
        "http://operator:hun@ter22/hunter22@",
        "http://operator:hunter22@bad host"
      })
  @DisplayName("A password in a wrong URL is not printed, wherever the URL stands")
  void passwords(String url) {
    shell.env("AWS_ENDPOINT_URL", url);
    shell.run("status");
    shell.run("status", "--output", "json");
    shell.env("AWS_ENDPOINT_URL", "");
    shell.run("status", "--endpoint-url", url);
    shell.run("status", "--output", "json", "--endpoint-url=" + url);
    shell.run("demo", "--endpoint-url=" + url.replace(" ", ""));
    shell.run("status", "--endpoint-ur=" + url);
    assertThat(shell.everything())
        .noneMatch(printed -> printed.contains("hunter22") || printed.contains("ter22"));
  }

  private void assertShown(boolean colour, List<String> commands) {
    shell.terminal(colour ? new Terminal(true, true, 100) : Terminal.NONE);
    for (String command : commands) {
      Shell.Ran ran = shell.type(command);
      String printed =
          (ran.out() + ran.err())
              .replaceAll("\u001b\\[(?:[0-9]|3[0-7]|1;37;41)m|\u001b\\[K|\\r", "");
      assertThat(printed.lines())
          .as(command)
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line).isEqualTo(VisibleText.of(line)));
    }
  }
}
