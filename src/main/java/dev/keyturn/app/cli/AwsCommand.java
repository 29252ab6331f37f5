package dev.keyturn.app.cli;

import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import java.util.ArrayList;
import java.util.List;

/** A command that talks to AWS. It takes the policy's settings, and how to reach AWS. */
non-sealed interface AwsCommand extends Command, AccountWork {
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
