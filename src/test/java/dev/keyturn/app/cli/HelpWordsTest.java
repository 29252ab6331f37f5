package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code help} and {@code version} as words: the same as the options of these names. */
class HelpWordsTest {
  private final Shell shell =
      new Shell(SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 1, Duration.ZERO));

  static Stream<String> commands() {
    return CommandTable.ALL.stream().map(Command::name);
  }

  @Test
  @DisplayName("help shows what --help shows")
  void help() {
    assertThat(shell.type("help")).isEqualTo(shell.type("--help"));
    assertThat(shell.type("help").out()).contains("Commands:", "Exit codes");
    assertThat(shell.type("help").exit()).isZero();
  }

  @ParameterizedTest(name = "keyturn help {0}")
  @MethodSource("commands")
  @DisplayName("help with a command shows what the command's --help shows")
  void helpOfACommand(String command) {
    Shell.Ran ran = shell.type("help " + command);
    assertThat(ran).isEqualTo(shell.type(command + " --help"));
    assertThat(ran.out()).contains("Usage: keyturn " + command, "Examples:");
    assertThat(ran.exit()).isZero();
  }

  @Test
  @DisplayName("version prints what --version prints")
  void version() {
    assertThat(shell.type("version")).isEqualTo(shell.type("--version"));
    assertThat(shell.type("version")).isEqualTo(shell.type("-V status --no-such-option"));
    assertThat(shell.type("version").out()).startsWith("keyturn ");
    assertThat(shell.type("version").exit()).isZero();
  }

  @Test
  @DisplayName("Help and version are there whatever is wrong with the environment")
  void wrongEnvironment() {
    shell.env("KEYTURN_MAXAGE", "1d").env("secrets", "a;a").env("AWS_ENDPOINT_URL", "::");
    for (String words : new String[] {"help", "help run", "version"}) {
      Shell.Ran ran = shell.type(words);
      assertThat(ran.exit()).as(words).isZero();
      assertThat(ran.err()).as(words).isEmpty();
    }
  }

  @ParameterizedTest(name = "keyturn {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "help statsu | command line: COMMAND is \"statsu\", but must be status, plan, ",
        "help status plan | Unmatched argument at index 2: 'plan'",
        "version 2 | Unmatched argument at index 1: '2'",
        "version --dry-run | Unknown option: '--dry-run'",
        "hepl | did you mean help?",
        "versoin | did you mean version?",
        "rolback | did you mean rollback?"
      })
  @DisplayName("What help and version do not know is refused")
  void wrong(String words, String sentence) {
    Shell.Ran ran = shell.type(words);
    assertThat(ran.err()).contains(sentence).contains("Try: keyturn");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  @DisplayName("Where they are refused, JSON is printed for whoever asks for it")
  void json() {
    Object document = ParsedJson.parse(shell.type("version --output json").out());
    assertThat(ParsedJson.at(document, "command")).isEqualTo("version");
    assertThat(ParsedJson.at(document, "exit", "name")).isEqualTo("usage");
  }
}
