package dev.keyturn.app.cli;

import dev.keyturn.report.PlanText;
import dev.keyturn.report.StatusText;
import dev.keyturn.report.Style;
import dev.keyturn.result.RunReport;
import dev.keyturn.rotate.Reconciler;
import java.util.List;
import java.util.Optional;

/** {@code plan}: each secret laid open. */
final class PlanCommand implements AwsCommand {
  private static final CommandHelp HELP =
      new CommandHelp(
          "plan [SECRET…] [OPTION…]",
          "Show each secret's keys, what comes next, why and when.",
          List.of(),
          List.of(
              "keyturn plan prod/web/iam",
              "keyturn plan --max-age 30d     what would be due under another policy"));

  @Override
  public String name() {
    return "plan";
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
    return AccountOptions.with(SharedOptions.CONCURRENCY, SharedOptions.DETAILED_EXIT_CODE);
  }

  @Override
  public List<String> details(CommandResult result, Style style) {
    return result.text();
  }

  @Override
  public List<String> problems(Arguments arguments) {
    return AccountOptions.problems(arguments);
  }

  @Override
  public CommandResult run(CommandContext context) {
    return context.forTargets(found -> {
      List<RunReport> reports =
          StatusText.sorted(Inspections.of(context, found, Reconciler::inspect));
      return Inspections.result(
          context, reports, new PlanText(context.style(), context.now()).lines(reports));
    });
  }
}
