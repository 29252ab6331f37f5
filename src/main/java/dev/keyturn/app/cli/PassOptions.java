package dev.keyturn.app.cli;

import dev.keyturn.app.env.PassSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The options of commands that go through a whole account. */
final class PassOptions {
  static final Option ALL_CLOSELY =
      Option.withoutValue(
          "all-closely", "Look at every secret, whatever the account's lists tell.");

  private static final Option LOOK_CLOSELY =
      Option.withValue(
          PassSettings.LOOK_CLOSELY,
          "DURATION",
          OptionFormat.Shape.DURATION,
          "How often to look at each secret, whatever the lists tell, 1h to 24h (default: 24h).");

  private static final Option PASS_EVERY =
      Option.withValue(
          PassSettings.PASS_EVERY,
          "DURATION",
          OptionFormat.Shape.DURATION,
          "How often passes come, where this machine keeps no file of the last one.");

  private static final Option READS =
      Option.withValue(
          PassSettings.READS,
          "N",
          new OptionFormat.WholeNumber(1, 10_000),
          "How many reads a second to ask of IAM, after 20 seconds' worth (default: 10).");

  private static final Option WRITES =
      Option.withValue(
          PassSettings.WRITES,
          "N",
          new OptionFormat.WholeNumber(1, 10_000),
          "How many writes a second to ask of IAM, after 20 seconds' worth (default: 5).");

  static final Option JSON_LINES =
      Option.withoutValue(
          "json-lines", "A line of JSON for each secret as it comes, and one for the whole.");

  /** Those of a worker, whose output is lines anyway. */
  static final List<Option> OF_WORKERS =
      List.of(ALL_CLOSELY, LOOK_CLOSELY, PASS_EVERY, READS, WRITES);

  static final List<Option> ALL =
      Stream.concat(OF_WORKERS.stream(), Stream.of(JSON_LINES)).toList();

  private PassOptions() {}

  /** What the environment says, and the command line before it. */
  static PassSettings settings(Map<String, String> env, Arguments arguments) {
    return PassSettings.read(env, typed(arguments));
  }

  /** Whether the command takes them. */
  static boolean areTaken(Arguments arguments) {
    return Option.isAmong(arguments.command().options(), READS);
  }

  /** Those that were typed, by their names. */
  static Map<String, String> typed(Arguments arguments) {
    Map<String, String> typed = new HashMap<>();
    for (Option option : List.of(LOOK_CLOSELY, PASS_EVERY, READS, WRITES)) {
      arguments.text(option).ifPresent(text -> typed.put(option.name(), text));
    }
    return typed;
  }

  /** What is wrong with those that were typed, beyond their formats. */
  static List<String> problems(Arguments arguments) {
    List<String> problems = new ArrayList<>(settings(Map.of(), arguments).problems());
    if (arguments.has(JSON_LINES) && AccountOptions.areGiven(arguments)) {
      problems.add(
          "command line: json-lines is for one account: leave it out, and use --output json for many");
    }
    return problems;
  }
}
