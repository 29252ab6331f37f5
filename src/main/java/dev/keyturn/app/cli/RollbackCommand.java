package dev.keyturn.app.cli;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.result.RunRequest;
import java.util.List;
import java.util.Optional;

/** {@code rollback}: the previous key made AWSCURRENT again. */
final class RollbackCommand implements AwsCommand {
  private static final Option REACTIVATE =
      Option.withValue(
          "reactivate",
          "KEY-ID",
          OptionFormat.Shape.KEY_ID,
          "Use this key although a person deactivated it.");

  private static final CommandHelp HELP =
      new CommandHelp(
          "rollback SECRET [--reactivate KEY-ID] [OPTION…]",
          "Make the previous key AWSCURRENT again, once it is proved to work.",
          List.of(
              "A key that a person deactivated stays off unless --reactivate names it: it may have",
              "leaked."),
          List.of(
              "keyturn rollback prod/web/iam",
              "keyturn rollback prod/web/iam --reactivate AKIAIOSFODNN7EXAMPLE"));

  @Override
  public String name() {
    return "rollback";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public Optional<Operand> operand() {
    return Operand.one("SECRET", OptionFormat.Shape.SECRET, "The secret's name or ARN.");
  }

  @Override
  public List<Option> options() {
    return List.of(REACTIVATE, SharedOptions.DRY_RUN, WaitForOtherRun.WAIT);
  }

  @Override
  public CommandResult run(CommandContext context) {
    Optional<AccessKeyId> named = context.arguments().text(REACTIVATE).map(AccessKeyId::new);
    return new SecretRuns(context).runNamed(new RunRequest.RollBack(named));
  }
}
