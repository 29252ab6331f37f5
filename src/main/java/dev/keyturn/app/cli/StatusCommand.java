package dev.keyturn.app.cli;

import dev.keyturn.report.StatusText;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.util.List;
import java.util.Optional;

/** {@code status}: how each secret stands, a line each. */
final class StatusCommand implements AwsCommand {
  private static final CommandHelp HELP =
      new CommandHelp(
          "status [SECRET…] [OPTION…]",
          "Show how each secret stands, a line each, the worst first.",
          List.of(),
          List.of(
              "keyturn status",
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
    return List.of(SharedOptions.CONCURRENCY, SharedOptions.DETAILED_EXIT_CODE);
  }

  @Override
  public CommandResult run(CommandContext context) {
    return context.forTargets(found -> {
      List<RunReport> reports =
          StatusText.sorted(
              Inspections.of(
                  context,
                  found,
                  (reconciler, target) -> reconciler.plan(target, new RunRequest.Advance())));
      return Inspections.result(
          context, reports, new StatusText(context.style(), context.now()).lines(reports));
    });
  }
}
