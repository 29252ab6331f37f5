package dev.keyturn.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command that tells of an account's keys, from files or from AWS. It needs nothing adopted, and
 * no policy.
 */
non-sealed interface InventoryCommand extends Command {
  /** Does it, to its end. There are no problems with the arguments. */
  ExitCode run(CliEnvironment environment, Arguments arguments);

  @Override
  default int start(Cli cli, Arguments arguments, List<String> errors) {
    return cli.start(this, arguments, errors);
  }

  @Override
  default Optional<Operand> operand() {
    return Optional.empty();
  }

  @Override
  default List<Option> everyOption() {
    List<Option> every = new ArrayList<>(options());
    every.addAll(ConnectionOptions.ALL);
    every.addAll(SharedOptions.OF_EVERY_RUN);
    return every;
  }
}
