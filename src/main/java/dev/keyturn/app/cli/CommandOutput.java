package dev.keyturn.app.cli;

import dev.keyturn.report.AdoptionReport;
import dev.keyturn.report.JsonDocument;
import dev.keyturn.report.JsonReport;
import dev.keyturn.report.VisibleText;
import dev.keyturn.result.RunReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Prints what a command came to, or why it was not started. */
final class CommandOutput {
  /**
   * A difference of the clocks that a person should know of; AWS refuses requests from 5 minutes
   * on.
   */
  private static final Duration NOTABLE_SKEW = Duration.ofMinutes(1);

  private final CliEnvironment environment;

  CommandOutput(CliEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Prints a result, as text or JSON; returns the exit code.
   *
   * @param caller our ARN, where AWS was asked to change anything
   */
  int print(Arguments arguments, CommandResult result, Optional<String> caller) {
    int code = result.exit().code(arguments.has(SharedOptions.DETAILED_EXIT_CODE));
    if (arguments.json()) {
      if (arguments.jsonLines() && result.pass().isEmpty()) {
        result.reports().forEach(report -> environment.out().println(JsonReport.line(report)));
      }
      List<RunReport> secrets = arguments.jsonLines() ? List.of() : result.reports();
      JsonDocument document =
          new JsonDocument(
              arguments.command().name(),
              result.at(),
              caller,
              arguments.has(SharedOptions.DRY_RUN),
              code,
              result.exit().word(),
              secrets,
              result.adopted(),
              result.checks(),
              result.evidence(),
              result.keys(),
              result.pass(),
              result.problems(),
              result.rows());
      environment
          .out()
          .println(arguments.jsonLines() ? JsonReport.line(document) : JsonReport.of(document));
    } else {
      result.text().forEach(environment.out()::println);
    }
    result
        .problems()
        .forEach(problem -> environment.err().println("keyturn: " + VisibleText.of(problem)));
    return code;
  }

  /** Prints why nothing was begun in AWS, though it was asked; returns the exit code. */
  int notBegun(Arguments arguments, ExitCode exit, Instant at, String problem) {
    return print(arguments, CommandResult.problems(exit, at, List.of(problem)), Optional.empty());
  }

  /**
   * Prints why nothing was started; returns the exit code.
   *
   * @param command whose help says more; {@code keyturn} where none was understood
   */
  int refuse(String command, boolean json, List<String> found) {
    List<String> problems = found.stream().map(UrlPasswords::hiddenIn).toList();
    int code = ExitCode.USAGE.code(false);
    if (json) {
      List<RunReport> reports = List.of();
      Optional<AdoptionReport> adopted = Optional.empty();
      JsonDocument document =
          new JsonDocument(
              command,
              environment.clock().instant(),
              Optional.empty(),
              false,
              code,
              ExitCode.USAGE.word(),
              reports,
              adopted,
              List.of(),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              problems);
      environment.out().println(JsonReport.of(document));
    }
    PrintWriter err = environment.err();
    if (problems.size() == 1) {
      err.println("keyturn: " + VisibleText.of(problems.getFirst()));
    } else {
      err.println("keyturn: %d problems; nothing was started.".formatted(problems.size()));
      problems.forEach(problem -> err.println("  - " + VisibleText.of(problem)));
    }
    err.println(
        command.equals("keyturn")
            ? "Try: keyturn --help"
            : "Try: keyturn %s --help".formatted(command));
    return code;
  }

  /**
   * Warns of what was passed over; where it was not needed, that is all there is to tell.
   *
   * @param result which has told of it itself, where the work could not be done for it
   */
  void warnOf(CommandResult result, List<String> warnings) {
    if (result.problems().isEmpty()) {
      warnOfPassedOver(warnings);
    }
  }

  /** Warns of what was passed over. */
  void warnOfPassedOver(List<String> warnings) {
    warnings.forEach(warning -> warn(warning + ". It was passed over."));
  }

  /** Warns of something that a person should know, and that stops nothing. */
  void warn(String sentence) {
    environment
        .err()
        .println(environment.errStyle().yellow("Warning: " + VisibleText.of(sentence)));
  }

  /** Tells people of a file that was written; whoever reads JSON has named it. */
  void wrote(Arguments arguments, String file) {
    if (!arguments.json()) {
      environment.err().println("Wrote %s.".formatted(VisibleText.of(file)));
    }
  }

  /** Warns of a journal that is not whole: what was to be done was done. */
  void warnOfJournal(String why) {
    environment
        .err()
        .println(
            environment
                .errStyle()
                .yellow("Warning: the journal is not whole. " + VisibleText.of(why)));
  }

  /**
   * Warns of a clock that is wrong by more than a little.
   *
   * @param skew how far this machine's clock is behind AWS's
   */
  void warnOf(Duration skew) {
    if (skew.abs().compareTo(NOTABLE_SKEW) > 0) {
      environment
          .err()
          .println(
              environment
                  .errStyle()
                  .yellow(
                      "Warning: this machine's clock is %d s %s AWS's. Keyturn goes by AWS's; set the machine's."
                          .formatted(
                              skew.abs().toSeconds(), skew.isNegative() ? "ahead of" : "behind")));
    }
  }
}
