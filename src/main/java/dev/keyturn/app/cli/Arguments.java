package dev.keyturn.app.cli;

import dev.keyturn.model.Durations;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import dev.keyturn.model.UserName;
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
  private final Verb verb;
  private final ParseResult parsed;
  private final List<String> problems = new ArrayList<>();

  /**
   * A command.
   *
   * @param parsed the command's own part of the line
   */
  Arguments(Verb verb, ParseResult parsed) {
    this.verb = verb;
    this.parsed = parsed;
    for (Option option : Option.values()) {
      if (option.isFor(verb) && !option.label().isEmpty()) {
        text(option).filter(text -> !option.form().fits(text)).ifPresent(this.wrong(option));
      }
    }
    // The parser has been seen to let this pass; and "rotate" without a name must never mean "all".
    if (names().isEmpty() && !verb.takesAnySecrets() && !verb.isSimulated()) {
      problems.add("command line: %s is missing".formatted(verb == Verb.ADOPT ? "USER" : "SECRET"));
    }
    if (verb == Verb.ADOPT && !names().isEmpty() && !UserName.isValid(names().getFirst())) {
      problems.add(
          "command line: USER is \"%s\", but must be the name of an IAM user, without path or ARN"
              .formatted(names().getFirst()));
    }
    if (has(Option.NEW_KEY) && has(Option.FROM_PROFILE)) {
      problems.add("command line: --new-key and --from-profile exclude each other");
    }
  }

  private java.util.function.Consumer<String> wrong(Option option) {
    return text ->
        problems.add(
            "command line: %s is %s, but must be %s"
                .formatted(
                    option.flag().substring(2), option.form().quoted(text), option.form().words()));
  }

  Verb verb() {
    return verb;
  }

  /** What is wrong with the values, a sentence each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Whether an option was given; false for one that the command does not take. */
  boolean has(Option option) {
    return option.isFor(verb) && parsed.hasMatchedOption(option.flag());
  }

  /** The value of an option that was given. */
  Optional<String> text(Option option) {
    return has(option)
        ? Optional.ofNullable(parsed.<String>matchedOptionValue(option.flag(), null))
        : Optional.empty();
  }

  /** A whole number; to be asked only where there are no problems. */
  int number(Option option, int otherwise) {
    return text(option).map(Integer::parseInt).orElse(otherwise);
  }

  /** A duration; to be asked only where there are no problems. */
  Duration duration(Option option, Duration otherwise) {
    return text(option).flatMap(Durations::parse).orElse(otherwise);
  }

  boolean json() {
    return text(Option.OUTPUT).filter(text -> text.equals("json")).isPresent();
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
      if (!verb.isSimulated() && parsed.hasMatchedOption(flag)) {
        values.put(setting, parsed.matchedOptionValue(flag, ""));
      }
    }
    return new PolicySource("command line", values, text(Option.TAG_LIMITS));
  }
}
