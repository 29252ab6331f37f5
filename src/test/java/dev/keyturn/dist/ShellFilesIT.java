package dev.keyturn.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.deploy.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completions in the shells that they are for, and the manual in the programs that show it. */
class ShellFilesIT {
  private static final Path SHARE = DistFiles.DIST.resolve("tree/share").toAbsolutePath();

  @TempDir Path folder;

  @Test
  @DisplayName("bash completes commands, options and values")
  void bash() {
    assertThat(bash("keyturn", "ro")).contains("rotate", "rollback");
    assertThat(bash("keyturn", "status", "--so")).contains("--sort");
    assertThat(bash("keyturn", "status", "--sort", "")).contains("age", "due");
  }

  @Test
  @DisplayName("fish completes commands, options and values")
  void fish() {
    assertThat(fish("keyturn ro")).contains("rotate\tRotate now", "rollback\t");
    assertThat(fish("keyturn status --so")).contains("--sort\t");
    assertThat(fish("keyturn status --sort ")).contains("age\t", "due\t");
  }

  @Test
  @DisplayName("zsh completes commands, options and values")
  void zsh() throws IOException {
    assertThat(zsh("keyturn ro")).contains("rotate", "rollback");
    assertThat(zsh("keyturn status --so")).contains("--sort");
    assertThat(zsh("keyturn status --sort ")).contains("age", "due");
  }

  @Test
  @DisplayName("groff and mandoc render each page of the manual, and complain of none")
  void manual() throws IOException {
    try (Stream<Path> pages = Files.list(SHARE.resolve("man/man1"))) {
      for (Path page : pages.toList()) {
        Program.of(List.of("mandoc", "-T", "lint", "-W", "error", page.toString())).run().orFail();
        Program.Finished groff =
            Program.of(List.of("groff", "-man", "-Tutf8", "-ww", page.toString())).run();
        // Bold letters are written twice, one over the other.
        assertThat(groff.orFail().replaceAll(".\b", "")).contains("NAME", "SYNOPSIS");
        assertThat(groff.err()).as(page.toString()).isEmpty();
      }
    }
    assertThat(
            Program.of(List.of("man", "-l", SHARE.resolve("man/man1/keyturn-status.1").toString()))
                .with(Map.of("MANWIDTH", "100"))
                .run()
                .orFail())
        .contains("--sort ORDER", "keyturn status --sort age", "--endpoint-url URL");
  }

  private static String bash(String... words) {
    String script =
        """
        . "$1"; shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
        _complete_keyturn
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    List<String> command = new java.util.ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.add(SHARE.resolve("bash-completion/completions/keyturn").toString());
    command.addAll(List.of(words));
    return Program.of(command).run().orFail();
  }

  private static String fish(String line) {
    return Program.of(
            List.of(
                "fish",
                "--no-config",
                "-c",
                "source $argv[1]; complete -C $argv[2]",
                SHARE.resolve("fish/vendor_completions.d/keyturn.fish").toString(),
                line))
        .with(Map.of("HOME", "/nonexistent"))
        .run()
        .orFail();
  }

  /** zsh completes only for a terminal, so that it gets one of its own. */
  private String zsh(String line) throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("complete.zsh"),
            """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell "PROMPT='at> ' RPROMPT=; stty columns 200 2>/dev/null"
            zpty -w shell "fpath=($1 \\$fpath); autoload -Uz compinit; compinit -D -u; LISTMAX=1000"
            zpty -w shell "zstyle ':completion:*' list-prompt ''; setopt NO_LIST_BEEP; print rea''dy"
            # Before the line editor has shown its prompt, the terminal would take Ctrl-D itself.
            zpty -r shell out '*ready*at> *'
            zpty -w -n shell "$2"$'\\C-d'
            zpty -w -n shell $'\\C-a#\\n'
            zpty -w shell "print do''ne"
            zpty -r shell out '*done*'
            print -r -- $out
            zpty -d shell
            """);
    return Program.of(
            List.of(
                "zsh",
                "-f",
                script.toString(),
                SHARE.resolve("zsh/site-functions").toString(),
                line))
        .run()
        .orFail();
  }
}
