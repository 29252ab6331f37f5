package dev.keyturn.app.cli;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.model.Durations;
import dev.keyturn.model.PolicySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code work}: what {@code run} does, in the accounts that a queue's messages name. */
final class WorkCommand implements QueueCommand {
  /** Until its end, or for ever. */
  static final Option UNTIL_EMPTY =
      Option.withoutValue("until-empty", "End when no message came for ten seconds.");

  /** Where results go besides. */
  static final Option RESULTS =
      Option.withValue(
          "results",
          "s3://BUCKET/PREFIX",
          OptionFormat.Shape.BUCKET,
          "Put each line of the output there as well, an object each.");

  private static final Option TIME_LIMIT =
      Option.withValue(
          "time-limit",
          "DURATION",
          OptionFormat.Shape.DURATION,
          "After so long, the rest of an account becomes a message of its own (default: 30m).");

  private static final Option VISIBILITY =
      Option.withValue(
          "visibility",
          "DURATION",
          OptionFormat.Shape.DURATION,
          "After so long without a sign of life, another worker gets the message (default: 2m).");

  private static final Duration USUAL_TIME_LIMIT = Duration.ofMinutes(30);
  private static final Duration USUAL_VISIBILITY = Duration.ofMinutes(2);

  /** Three signs of life within it, of which each may take some seconds. */
  private static final Duration LEAST_VISIBILITY = Duration.ofSeconds(10);

  /** SQS lets nobody have a message for longer than twelve hours (SQS Developer Guide). */
  private static final Duration MOST = Duration.ofHours(11);

  private static final CommandHelp HELP =
      new CommandHelp(
          "work --queue URL --role NAME [OPTION…]",
          "Take accounts from a queue, one at a time, and do there what run does.",
          List.of(
              "Until Ctrl-C or SIGTERM, which hands back what was begun. Start as many as you like:",
              "an account is with one of them at a time. Prints a line of JSON for each account.",
              "See docs/organization.md, Beyond one machine."),
          List.of(
              "keyturn work --queue \"$QUEUE\" --role keyturn --pass-every 6h",
              "keyturn work --queue \"$QUEUE\" --role keyturn --until-empty --results s3://results/keyturn"));

  @Override
  public String name() {
    return "work";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public boolean takesPolicy() {
    return true;
  }

  @Override
  public List<Option> options() {
    return Stream.concat(
            Stream.of(
                QUEUE,
                AccountOptions.ROLE,
                AccountOptions.EXTERNAL_ID,
                UNTIL_EMPTY,
                TIME_LIMIT,
                VISIBILITY,
                RESULTS,
                SharedOptions.CONCURRENCY),
            PassOptions.OF_WORKERS.stream())
        .toList();
  }

  @Override
  public List<String> problems(Arguments arguments) {
    List<String> problems = new ArrayList<>(QueueCommand.super.problems(arguments));
    if (!arguments.has(AccountOptions.ROLE)) {
      problems.add(
          "command line: role is missing: --role NAME says which role to assume in each account");
    }
    problems.addAll(PassOptions.settings(Map.of(), arguments).problems());
    bounded(arguments, TIME_LIMIT, Duration.ofSeconds(1), problems);
    bounded(arguments, VISIBILITY, LEAST_VISIBILITY, problems);
    return problems;
  }

  private static void bounded(
      Arguments arguments, Option option, Duration least, List<String> problems) {
    arguments
        .text(option)
        .flatMap(Durations::parse)
        .filter(typed -> typed.compareTo(least) < 0 || typed.compareTo(MOST) > 0)
        .ifPresent(typed ->
            problems.add(
                "command line: %s is %s, but must be from %s to %s"
                    .formatted(
                        option.name(),
                        Durations.format(typed),
                        Durations.format(least),
                        Durations.format(MOST))));
  }

  /** How long an account may take. */
  static Duration timeLimit(Arguments arguments) {
    return arguments.duration(TIME_LIMIT, USUAL_TIME_LIMIT);
  }

  /** For how long a message is ours without a sign of life. */
  static Duration visibility(Arguments arguments) {
    return arguments.duration(VISIBILITY, USUAL_VISIBILITY);
  }

  @Override
  public int run(
      CliEnvironment environment,
      Arguments arguments,
      ConfiguredSecrets variable,
      List<PolicySource> sources) {
    return new WorkRun(environment, arguments, variable, sources).run();
  }
}
