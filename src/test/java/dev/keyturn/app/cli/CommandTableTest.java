package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The table of the commands and their options, which each command fills in for itself. */
class CommandTableTest {
  private final Shell shell =
      new Shell(SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 1, Duration.ZERO));

  static Stream<String> names() {
    return CommandTable.ALL.stream().map(Command::name);
  }

  @Test
  @DisplayName("Each command is found by its name, which its synopsis and its examples begin with")
  void commands() {
    assertThat(names()).doesNotHaveDuplicates();
    for (Command command : CommandTable.ALL) {
      assertThat(CommandTable.named(command.name())).contains(command);
      assertThat(command.help().synopsis()).matches(command.name() + "( .*)?");
      assertThat(command.help().examples())
          .anyMatch(line -> line.startsWith("keyturn " + command.name()));
    }
    assertThat(CommandTable.named("STATUS")).isEmpty();
  }

  @Test
  @DisplayName(
      "An option is the same wherever it is taken, and none stands beside a setting of its name")
  void options() {
    Map<String, Option> known = new HashMap<>();
    for (Command command : CommandTable.ALL) {
      assertThat(command.everyOption()).doesNotHaveDuplicates();
      for (Option option : command.everyOption()) {
        assertThat(known.computeIfAbsent(option.name(), name -> option)).isEqualTo(option);
      }
    }
    assertThat(known).containsKeys("secret", "dry-run", "tag-limits", "output");
    for (Command command : CommandTable.ALL) {
      if (command.takesPolicy()) {
        assertThat(command.everyOption())
            .extracting(Option::name)
            .doesNotContainAnyElementsOf(Stream.of(Setting.values()).map(Setting::key).toList());
      }
    }
  }

  static Stream<String> withOptions() {
    return CommandTable.ALL.stream()
        .filter(command -> !command.everyOption().isEmpty())
        .map(Command::name);
  }

  @ParameterizedTest(name = "keyturn {0}")
  @MethodSource("withOptions")
  @DisplayName("A command refuses the wrong values of all its options at once")
  void wrongValues(String name) {
    List<String> words = new ArrayList<>(List.of(name));
    List<String> problems = new ArrayList<>();
    for (Option option : CommandTable.named(name).orElseThrow().everyOption()) {
      if (option.takesValue()) {
        OptionFormat format = option.format();
        words.addAll(List.of(option.flag(), " "));
        problems.add(
            "command line: %s is %s, but must be %s"
                .formatted(option.name(), format.quoted(" "), format.words()));
      }
    }
    Shell.Ran ran = shell.run(words.toArray(String[]::new));
    assertThat(ran.err()).contains(problems);
    assertThat(ran.exit()).isEqualTo(2);
  }

  @ParameterizedTest(name = "keyturn {0}")
  @MethodSource("names")
  @DisplayName("A command refuses every option that only others take")
  void optionsOfOthers(String name) {
    Command command = CommandTable.named(name).orElseThrow();
    List<Option> own = command.everyOption();
    List<String> settings =
        command.takesPolicy() ? Stream.of(Setting.values()).map(Setting::key).toList() : List.of();
    for (Command other : CommandTable.ALL) {
      for (Option option : other.everyOption()) {
        if (!own.contains(option) && !settings.contains(option.name())) {
          Shell.Ran ran = shell.run(name, option.flag());
          assertThat(ran.err()).contains("Unknown option: '%s'".formatted(option.flag()));
          assertThat(ran.exit()).isEqualTo(2);
        }
      }
    }
  }

  @Test
  @DisplayName("A shell can ask for all values of an option that has only a few")
  void completion() {
    assertThat(candidates("demo", "--algorithm"))
        .containsExactly("keyturn", "old-lambda", "delete-oldest");
    assertThat(candidates("run", "--output")).containsExactly("text", "json");
    assertThat(candidates("run", "--new-key-use")).containsExactly("ignore", "require");
    assertThat(candidates("run", "--concurrency")).isEmpty();
    assertThat(spec("help").positionalParameters().getFirst().completionCandidates())
        .containsExactlyElementsOf(names().toList());
  }

  private static Iterable<String> candidates(String command, String flag) {
    return spec(command).findOption(flag).completionCandidates();
  }

  private static CommandSpec spec(String command) {
    CommandLine line = PicocliGrammar.of(new String[] {command});
    return Objects.requireNonNull(line.getSubcommands().get(command)).getCommandSpec();
  }
}
