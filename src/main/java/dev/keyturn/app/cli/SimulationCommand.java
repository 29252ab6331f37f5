package dev.keyturn.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A command that takes place on a simulated AWS; if it reads from a real one, only before. */
non-sealed interface SimulationCommand extends Command {
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
    every.addAll(SharedOptions.OF_EVERY_RUN);
    return every;
  }
}
