package dev.keyturn.app.cli;

import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.report.ResultText;
import dev.keyturn.report.Style;
import dev.keyturn.result.SecretStatus;
import java.util.ArrayList;
import java.util.List;

/** A command that talks to AWS. It takes the policy's settings, and how to reach AWS. */
non-sealed interface AwsCommand extends Command {
  /** Does it, to its end. There are no problems with the arguments, and the policy is valid. */
  CommandResult run(CommandContext context);

  /**
   * What is told of an account that is one of several, besides its lines in the tables: of each
   * secret that needs attention, what came of it and what to do.
   */
  default List<String> details(CommandResult result, Style style) {
    ResultText text = new ResultText(style, result.at());
    return result.reports().stream()
        .filter(report -> report.status().compareTo(SecretStatus.WAITING) <= 0)
        .flatMap(report -> text.lines(report).stream())
        .toList();
  }

  @Override
  default boolean takesPolicy() {
    return true;
  }

  /** The policy that the environment and the options make, or what is wrong with it. */
  default PolicyReader.Result policy(PolicySource environment, PolicySource typed) {
    return PolicyReader.read(List.of(environment, typed));
  }

  @Override
  default int start(Cli cli, Arguments arguments, List<String> errors) {
    return cli.start(this, arguments, errors);
  }

  @Override
  default List<Option> everyOption() {
    List<Option> every = new ArrayList<>(options());
    every.add(SharedOptions.TAG_LIMITS);
    every.addAll(ConnectionOptions.ALL);
    every.addAll(SharedOptions.OF_EVERY_RUN);
    return every;
  }
}
