package dev.keyturn.app.cli;

import dev.keyturn.report.SimulationJson;
import dev.keyturn.report.SimulationSummary;
import dev.keyturn.report.SimulationText;
import dev.keyturn.report.page.SimulationPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Prints what a simulation came to, and writes its page where {@code --html} asks for one. */
final class SimulationOutput {
  private final CliEnvironment environment;
  private final Arguments arguments;

  SimulationOutput(CliEnvironment environment, Arguments arguments) {
    this.environment = environment;
    this.arguments = arguments;
  }

  /**
   * Does the work, and tells what came of it. Where no page can be there, it is not begun.
   *
   * @param work empty where somebody wished to stop
   * @param missing whether something of the account could not be seen
   */
  ExitCode beside(Supplier<Optional<SimulationSummary>> work, boolean missing) {
    Optional<String> name = arguments.text(SharedOptions.HTML);
    if (name.isEmpty()) {
      return told(work.get(), missing);
    }
    try {
      OutputFile file = OutputFile.at(Path.of(name.get()));
      try {
        Optional<SimulationSummary> summary = work.get();
        if (summary.isPresent()) {
          write(summary.get(), file);
          new CommandOutput(environment).wrote(arguments, name.get());
        }
        return told(summary, missing);
      } finally {
        file.discard();
      }
    } catch (IOException | UncheckedIOException | InvalidPathException unwritable) {
      new CommandOutput(environment)
          .refuse("simulate", arguments.json(), List.of(FileWords.unwritable(unwritable)));
      return ExitCode.USAGE;
    }
  }

  private static void write(SimulationSummary summary, OutputFile file) throws IOException {
    try (Writer out = file.writer()) {
      SimulationPage.write(summary, "Keyturn " + Version.current(), out);
    }
    file.keep();
  }

  private ExitCode told(Optional<SimulationSummary> summary, boolean missing) {
    if (summary.isEmpty()) {
      environment.err().println("keyturn: stopped; there is nothing to show of a part.");
      return ExitCode.STOPPED;
    }
    PrintWriter out = environment.out();
    if (arguments.json()) {
      out.println(SimulationJson.of(summary.get()));
    } else {
      new SimulationText(environment.outStyle()).lines(summary.get()).forEach(out::println);
    }
    return missing ? ExitCode.AWS : ExitCode.DONE;
  }
}
