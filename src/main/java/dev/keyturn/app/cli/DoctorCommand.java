package dev.keyturn.app.cli;

import dev.keyturn.report.CheckText;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code doctor}: whether everything is there that rotating needs, and what to do where not. */
final class DoctorCommand implements AwsCommand {
  /** The name of the deployed function. */
  static final Option FUNCTION =
      Option.withValue(
          "function",
          "NAME",
          OptionFormat.Shape.TEXT,
          "What the deployed function is called (default: keyturn).");

  private static final CommandHelp HELP =
      new CommandHelp(
          "doctor [SECRET…] [OPTION…]",
          "Check all that rotating needs, and say what to do. Changes nothing.",
          List.of(
              "Java, login, Region, network, clock, each permission, the secrets, the deployed",
              "function: a line each, with its remedy below. The worst failure is the exit code;",
              "a warning, and what could not be checked, leave it at 0."),
          List.of(
              "keyturn doctor",
              "keyturn doctor prod/web/iam --profile work",
              "keyturn doctor --output json | jq -r '.checks[] | select(.verdict != \"ok\") | .name'"));

  @Override
  public String name() {
    return "doctor";
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
    return List.of(FUNCTION, SharedOptions.CONCURRENCY);
  }

  @Override
  public CommandResult run(CommandContext context) {
    SetupInspection inspection = new SetupInspection(context);
    List<SetupCheck> checks = inspection.checks();
    return CommandResult.ofChecks(
        exit(checks, inspection.reports()),
        context.now(),
        checks,
        new CheckText(context.style()).lines(checks));
  }

  /** By what failed. A secret that failed has the code that it has with every command. */
  private static ExitCode exit(List<SetupCheck> checks, List<RunReport> reports) {
    ExitCode setup =
        checks.stream()
            .filter(check -> check.verdict() == Verdict.FAILED)
            .map(check ->
                switch (check.area()) {
                  case MACHINE -> ExitCode.USAGE;
                  case AWS -> ExitCode.AWS;
                  case SECRETS -> ExitCode.DONE;
                  case FUNCTION -> ExitCode.HALTED;
                })
            .min(Comparator.naturalOrder())
            .orElse(ExitCode.DONE);
    return reports.stream()
        .filter(report ->
            switch (report.status()) {
              case REFUSED, HALTED, FAILED, STOPPED -> true;
              case WAITING, DUE, FINE -> false;
            })
        .map(ExitCode::of)
        .reduce(setup, ExitCode::or);
  }
}
