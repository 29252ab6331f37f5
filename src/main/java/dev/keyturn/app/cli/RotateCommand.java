package dev.keyturn.app.cli;

import dev.keyturn.result.RunRequest;
import java.util.List;
import java.util.Optional;

/** {@code rotate}: a rotation of each secret now, one after the other. */
final class RotateCommand implements AwsCommand {
  private static final CommandHelp HELP =
      new CommandHelp(
          "rotate SECRET… [OPTION…]",
          "Rotate now, due or not: a new key, stored, proved, made AWSCURRENT.",
          List.of(
              "The previous key stays Active through the overlap; keyturn run retires it later.",
              "Waits for another run that is working on the same secret."),
          List.of("keyturn rotate prod/web/iam", "keyturn rotate prod/web/iam --dry-run"));

  @Override
  public String name() {
    return "rotate";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public Optional<Operand> operand() {
    return Operand.someSecrets();
  }

  @Override
  public List<Option> options() {
    return List.of(SharedOptions.DRY_RUN, WaitForOtherRun.WAIT);
  }

  @Override
  public CommandResult run(CommandContext context) {
    return new SecretRuns(context).runNamed(new RunRequest.Rotate());
  }
}
