package dev.keyturn.app.cli;

import dev.keyturn.model.Durations;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** A command as it was typed, with its problems collected. */
final class Arguments {
  private final Command command;
  private final ParseResult parsed;
  private final List<Option> options;
  private final List<String> problems = new ArrayList<>();

  /**
   * A command.
   *
   * @param parsed the command's own part of the line
   */
  Arguments(Command command, ParseResult parsed) {
    this.command = command;
    this.parsed = parsed;
    this.options = command.everyOption();
    for (Option option : options) {
      texts(option).forEach(text -> check(option.name(), option.format(), text));
    }
    command.operand().ifPresent(this::check);
    problems.addAll(command.problems(this));
  }

  private void check(Operand operand) {
    // The parser has been seen to let this pass; and "rotate" without a name must never mean "all".
    if (operand.required() && names().isEmpty()) {
      problems.add("command line: %s is missing".formatted(operand.label()));
    }
    names().forEach(name -> check(operand.label(), operand.format(), name));
  }

  private void check(String what, OptionFormat format, String text) {
    if (!format.fits(text)) {
      problems.add(
          "command line: %s is %s, but must be %s"
              .formatted(what, format.quoted(text), format.words()));
    }
  }

  Command command() {
    return command;
  }

  /** What is wrong with the values, a sentence each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Whether an option was given; false for one that the command does not take. */
  boolean has(Option option) {
    return takes(option) && parsed.hasMatchedOption(option.flag());
  }

  private boolean takes(Option option) {
    return Option.isAmong(options, option);
  }

  /** The value of an option that was given; empty for one that takes none. */
  Optional<String> text(Option option) {
    return texts(option).stream().findFirst();
  }

  /** All values of an option that may be given more than once. */
  List<String> texts(Option option) {
    return option.takesValue() && has(option)
        ? List.copyOf(parsed.matchedOption(option.flag()).stringValues())
        : List.of();
  }

  /** A whole number; to be asked only where there are no problems. */
  int number(Option option, int otherwise) {
    return text(option).map(Integer::parseInt).orElse(otherwise);
  }

  /** A duration; to be asked only where there are no problems. */
  Duration duration(Option option, Duration otherwise) {
    return text(option).flatMap(Durations::parse).orElse(otherwise);
  }

  /** Whether JSON is asked for, be it of a command that has none and can only be refused so. */
  boolean json() {
    return takes(SharedOptions.OUTPUT)
        ? jsonLines() || text(SharedOptions.OUTPUT).filter(text -> text.equals("json")).isPresent()
        : parsed.originalArgs().contains("json");
  }

  /** Whether that is to be a line for each secret, as it comes, and one for the whole. */
  boolean jsonLines() {
    return has(PassOptions.JSON_LINES);
  }

  /** What stands without a dash before it, each once. */
  List<String> names() {
    LinkedHashSet<String> names = new LinkedHashSet<>();
    for (var position : parsed.matchedPositionals()) {
      names.addAll(position.stringValues());
    }
    return List.copyOf(names);
  }

  /** The policy's settings among the options, and how far tags may go beside them. */
  PolicySource settings() {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String flag = "--" + setting.key();
      if (command.takesPolicy() && parsed.hasMatchedOption(flag)) {
        values.put(setting, parsed.matchedOptionValue(flag, ""));
      }
    }
    return new PolicySource("command line", values, text(SharedOptions.TAG_LIMITS));
  }
}
