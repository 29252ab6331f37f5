package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of {@code deploy/README.md}, as they stand there, typed one after the other into one
 * shell. What a person fills in (an ellipsis behind an equals sign) is filled in.
 */
final class Guide {
  private static final Path FOLDER = Path.of("deploy");
  private static final Path README = FOLDER.resolve("README.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(json)?\n(.*?)^```$");
  private static final Pattern TO_FILL_IN = Pattern.compile("(?m)^([A-Z]+)=….*$");
  private static final Pattern ASSIGNED = Pattern.compile("(?m)^([A-Z]+)=");

  private final List<String> commands = commands();
  private final Map<String, String> environment;
  private final Map<String, String> filledIn = new HashMap<>();
  private final String preamble;
  private final Path state;
  private int next;

  /**
   * A shell to type into.
   *
   * @param environment its variables
   * @param preamble a line that a person would have in their shell already
   */
  Guide(Map<String, String> environment, String preamble) {
    this.environment = environment;
    this.preamble = preamble;
    try {
      state = Files.createTempFile("guide", ".sh").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says what a person has for a variable. */
  Guide fillIn(String variable, String value) {
    filledIn.put(variable, value);
    return this;
  }

  /**
   * Types the next command.
   *
   * @param beginning what it begins with, so that a test and the page do not fall apart
   */
  Program.Finished type(String beginning) {
    return run(take(beginning));
  }

  /** Types a command of before once more. */
  Program.Finished again(String beginning) {
    return run(
        commands.stream()
            .filter(command -> command.startsWith(beginning))
            .findFirst()
            .orElseThrow());
  }

  /** Whether all of the page has been typed. */
  boolean isOver() {
    return next == commands.size();
  }

  private String take(String beginning) {
    assertThat(next).as("commands left for \"%s\"", beginning).isLessThan(commands.size());
    String command = commands.get(next++);
    assertThat(command).startsWith(beginning);
    return command;
  }

  private Program.Finished run(String command) {
    Matcher blank = TO_FILL_IN.matcher(command);
    String filled =
        blank.replaceAll(match -> {
          assertThat(filledIn).as("what is filled in").containsKey(match.group(1));
          return Matcher.quoteReplacement(
              "%s='%s'".formatted(match.group(1), filledIn.getOrDefault(match.group(1), "")));
        });
    assertThat(filled).as("a command to type").doesNotContain("…");
    StringBuilder keep = new StringBuilder();
    commands.stream()
        .flatMap(each -> ASSIGNED.matcher(each).results())
        .map(match -> match.group(1))
        .distinct()
        .forEach(variable ->
            keep.append("[ -z \"${%1$s+set}\" ] || declare -p %1$s\n".formatted(variable)));
    String script =
        """
        set -eu
        %s
        . '%s'
        trap 'code=$?; trap - EXIT; set +e; { %s declare -f output; } >"%s"; exit $code' EXIT
        %s
        """
            .formatted(preamble, state, keep.toString().replace("\n", "; "), state, filled);
    return Program.of(List.of("bash", "-c", script)).in(FOLDER).with(environment).run();
  }

  /** The blocks of the page that are for a shell, parted at empty lines. */
  private static List<String> commands() {
    try {
      List<String> commands = new ArrayList<>();
      Matcher blocks = BLOCK.matcher(Files.readString(README, StandardCharsets.UTF_8));
      while (blocks.find()) {
        if (blocks.group(1) != null) {
          continue;
        }
        for (String command : blocks.group(2).strip().split("\n\n", -1)) {
          commands.add(command.strip());
        }
      }
      return commands;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
