package dev.keyturn.app.cli;

import java.util.List;

/** A command that tells something of Keyturn itself, whatever is wrong with the environment. */
non-sealed interface InfoCommand extends Command {
  /** Prints it on standard output. There are no problems with the arguments. */
  void print(CliEnvironment environment, Arguments arguments);

  @Override
  default int start(Cli cli, Arguments arguments, List<String> errors) {
    return cli.start(this, arguments, errors);
  }

  @Override
  default List<Option> options() {
    return List.of();
  }

  @Override
  default List<Option> everyOption() {
    return options();
  }
}
