package dev.keyturn.app.cli;

import dev.keyturn.result.RunRequest;
import java.util.List;
import java.util.Optional;

/** {@code run}: everything that is due. */
final class RunCommand implements AwsCommand {
  private static final CommandHelp HELP =
      new CommandHelp(
          "run [SECRET…] [OPTION…]",
          "Do everything that is due: rotate, retire, repair. For cron.",
          List.of(
              "For the secrets named; else those in the environment variable secrets (separated by",
              "semicolons, each secret or ARN=user, the user after the last equals sign); else",
              "all that were adopted. One that fails never stops the others."),
          List.of(
              "keyturn run",
              "secrets='prod/web/iam;prod/mail/iam' keyturn run",
              "keyturn run --dry-run",
              "keyturn run --organization --role keyturn --regions eu-central-1,us-east-1"));

  @Override
  public String name() {
    return "run";
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
    return AccountOptions.with(
        SharedOptions.DRY_RUN,
        SharedOptions.HTML,
        SharedOptions.CONCURRENCY,
        SharedOptions.DETAILED_EXIT_CODE);
  }

  @Override
  public List<String> problems(Arguments arguments) {
    return AccountOptions.problems(arguments);
  }

  @Override
  public CommandResult run(CommandContext context) {
    int concurrency = SharedOptions.concurrency(context.arguments());
    return StatusFile.beside(
        context,
        () ->
            context.forTargets(found ->
                found.isEmpty()
                    ? context.nothingBound()
                    : new SecretRuns(context).run(found, new RunRequest.Advance(), concurrency)));
  }
}
