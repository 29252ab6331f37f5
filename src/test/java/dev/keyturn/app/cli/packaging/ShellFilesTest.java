package dev.keyturn.app.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.PicocliGrammar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** That nothing that may be typed is missing, and that one version is said everywhere. */
class ShellFilesTest {
  private final Map<String, String> files = ShellFiles.all("1.2.3");
  private final Map<String, CommandLine> commands = PicocliGrammar.whole().getSubcommands();

  @Test
  @DisplayName("Each completion names each command, and each option of it")
  void completions() {
    String bash = file("bash-completion/completions/keyturn");
    String zsh = file("zsh/site-functions/_keyturn");
    String fish = file("fish/vendor_completions.d/keyturn.fish");
    commands.forEach((name, command) -> {
      String inBash = between(bash, "function _picocli_keyturn_" + name + "() {", "\n}\n");
      String inZsh = between(zsh, "\n        " + name + ")\n", "          ;;\n");
      assertThat(fish).contains(" -a " + name + " -d ");
      for (OptionSpec option : command.getCommandSpec().options()) {
        String after = "'__fish_seen_subcommand_from %s'".formatted(name);
        assertThat(inBash).contains("'" + option.longestName() + "'");
        assertThat(inZsh).containsPattern("[)]" + option.longestName() + "[=\\[]");
        assertThat(fish)
            .containsPattern(
                Pattern.quote(after) + ".* -l " + option.longestName().substring(2) + " ");
      }
    });
  }

  @Test
  @DisplayName("The manual has a page for each command, with each option and what it is for")
  void manual() {
    assertThat(file("man/man1/keyturn.1")).contains("keyturn 1.2.3");
    commands.forEach((name, command) -> {
      String page = file("man/man1/keyturn-" + name + ".1");
      assertThat(file("man/man1/keyturn.1")).contains(Roff.bold(name) + "\n");
      for (OptionSpec option : command.getCommandSpec().options()) {
        assertThat(page)
            .contains(
                Roff.bold(option.longestName()), Roff.escaped(OptionText.help(option)) + "\n");
      }
    });
  }

  @Test
  @DisplayName("A line that looks like a request, and what is not ASCII, are text in the manual")
  void escapes() {
    assertThat(new Roff().line(".so \\x…").toString()).isEqualTo("\\&.so \\ex\\[u2026]\n");
    assertThat(new Roff().line("'a-b'").toString()).isEqualTo("\\(aqa\\-b\\(aq\n");
  }

  @Test
  @DisplayName("The action installs, and the changes begin with, the version of the build")
  void versions() throws Exception {
    String version = first("<version>(.*?)</version>", "pom.xml");
    assertThat(first("default: \"(.*?)\"", "deploy/action/action.yml")).isEqualTo(version);
    assertThat(first("\n## ([^ \n]+)", "CHANGELOG.md")).isEqualTo(version);
    assertThat(first("V=([0-9.]+)", "docs/install.md")).isEqualTo(version);
  }

  private String file(String name) {
    return files.getOrDefault(name, "");
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from);
    assertThat(start).as(from).isNotNegative();
    return text.substring(start, text.indexOf(to, start));
  }

  private static String first(String pattern, String file) throws Exception {
    Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
    assertThat(found.find()).as(file).isTrue();
    return found.group(1);
  }
}
