package dev.keyturn.app.cli;

import dev.keyturn.result.RunRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code run}: everything that is due. */
final class RunCommand implements AwsCommand {
  private static final CommandHelp HELP =
      new CommandHelp(
          "run [SECRET…] [OPTION…]",
          "Do everything that is due: rotate, retire, repair. For cron.",
          List.of(
              "For the secrets named; else those in the environment variable secrets (separated by",
              "semicolons, each secret or ARN=user, the user after the last equals sign); else",
              "all that were adopted, of which those are left alone that are at rest by IAM's",
              "credential report. One that fails never stops the others."),
          List.of(
              "keyturn run",
              "secrets='prod/web/iam;prod/mail/iam' keyturn run",
              "keyturn run --dry-run",
              "keyturn run --organization --role keyturn --regions eu-central-1,us-east-1",
              "keyturn run --all-closely"));

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
    return Stream.concat(
            AccountOptions.with(
                SharedOptions.DRY_RUN,
                SharedOptions.HTML,
                SharedOptions.CONCURRENCY,
                SharedOptions.DETAILED_EXIT_CODE)
                .stream(),
            PassOptions.ALL.stream())
        .toList();
  }

  @Override
  public List<String> problems(Arguments arguments) {
    return Stream.concat(
            AccountOptions.problems(arguments).stream(), PassOptions.problems(arguments).stream())
        .toList();
  }

  @Override
  public CommandResult run(CommandContext context) {
    int concurrency = SharedOptions.concurrency(context.arguments());
    RunRequest due = new RunRequest.Advance();
    SecretRuns runs = new SecretRuns(context);
    return StatusFile.beside(
        context,
        () ->
            context
                .chosen()
                .map(found -> runs.run(found, due, concurrency))
                .orElseGet(() -> runs.pass(due)));
  }
}
