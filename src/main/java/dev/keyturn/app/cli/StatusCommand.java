package dev.keyturn.app.cli;

import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.report.ResultText;
import dev.keyturn.report.StatusText;
import dev.keyturn.report.Style;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.result.SecretStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code status}: how each secret stands, a line each. */
final class StatusCommand implements AwsCommand {
  static final Option SORT =
      Option.withValue(
          "sort",
          "ORDER",
          OptionFormat.OneOf.of("age", "due", "name", "status"),
          "By age (oldest key first), due (next first), name or status (default: status).");

  private static final CommandHelp HELP =
      new CommandHelp(
          "status [SECRET…] [OPTION…]",
          "Show how each secret stands, a line each, the worst first.",
          List.of(),
          List.of(
              "keyturn status",
              "keyturn status --sort age",
              "keyturn status --html secrets.html",
              "keyturn status --accounts 111122223333,444455556666 --role keyturn",
              "keyturn status --output json | jq -r '.secrets[] | select(.standing != \"fine\") | .secret'"));

  @Override
  public String name() {
    return "status";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public Optional<Operand> operand() {
    return Operand.anySecrets();
  }

  @Override
  public List<Option> options() {
    return Stream.concat(
            AccountOptions.with(
                SORT,
                SharedOptions.HTML,
                SharedOptions.CONCURRENCY,
                SharedOptions.DETAILED_EXIT_CODE)
                .stream(),
            PassOptions.ALL.stream())
        .toList();
  }

  @Override
  public List<String> details(CommandResult result, Style style) {
    return new ResultText(style, result.at()).failures(result.reports());
  }

  @Override
  public List<String> problems(Arguments arguments) {
    return Stream.concat(
            AccountOptions.problems(arguments).stream(), PassOptions.problems(arguments).stream())
        .toList();
  }

  @Override
  public CommandResult run(CommandContext context) {
    return StatusFile.beside(context, () -> standing(context));
  }

  private static CommandResult standing(CommandContext context) {
    return context
        .chosen()
        .map(found -> ofNamed(context, found))
        .orElseGet(() ->
            new Pass(context)
                .over(
                    (progress, target) ->
                        context.reconciler(progress).plan(target, new RunRequest.Advance()),
                    listed -> sorted(listed, order(context)),
                    (listed, reports) ->
                        new StatusText(context.style(), context.now())
                            .some(listed, false, reports.counts())));
  }

  private static CommandResult ofNamed(CommandContext context, FoundSecrets found) {
    List<RunReport> reports =
        sorted(
            Inspections.of(
                context,
                found,
                (reconciler, target) -> reconciler.plan(target, new RunRequest.Advance())),
            order(context));
    return Inspections.result(
        context, reports, new StatusText(context.style(), context.now()).lines(reports));
  }

  private static String order(CommandContext context) {
    return context.arguments().text(SORT).orElse("status");
  }

  /** What has no age or no date comes last; among equals, what needs attention first. */
  private static List<RunReport> sorted(List<RunReport> reports, String order) {
    List<RunReport> mostUrgentFirst = StatusText.sorted(reports);
    return switch (order) {
      case "age" -> by(mostUrgentFirst, report -> report.currentKeyCreated().orElse(Instant.MAX));
      case "due" -> by(mostUrgentFirst, StatusCommand::due);
      case "name" -> by(mostUrgentFirst, RunReport::secret);
      default -> mostUrgentFirst;
    };
  }

  /**
   * What is to be done now comes before all that has a date to come, also where it never had one.
   */
  private static Instant due(RunReport report) {
    return report.due().orElse(report.status() == SecretStatus.DUE ? Instant.MIN : Instant.MAX);
  }

  private static <T extends Comparable<? super T>> List<RunReport> by(
      List<RunReport> reports, Function<RunReport, T> what) {
    return reports.stream().sorted(Comparator.comparing(what)).toList();
  }
}
