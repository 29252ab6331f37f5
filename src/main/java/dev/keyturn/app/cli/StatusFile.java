package dev.keyturn.app.cli;

import dev.keyturn.report.page.StatusPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The page that {@code status} and {@code run} write where {@code --html} asks for it. */
final class StatusFile {
  private StatusFile() {}

  /**
   * Does a command's work, and writes what came of it. Where no file can be there, the work is not
   * begun.
   */
  static CommandResult beside(CommandContext context, Supplier<CommandResult> work) {
    Optional<String> name = context.arguments().text(SharedOptions.HTML);
    if (name.isEmpty() || context.isOneOfSeveral()) {
      // Of several accounts there is one page, and AccountsOutput writes it.
      return work.get();
    }
    try {
      OutputFile file = OutputFile.at(Path.of(name.get()));
      try {
        return written(context, work.get(), file);
      } finally {
        file.discard();
      }
    } catch (IOException unwritable) {
      return CommandResult.problems(
          ExitCode.USAGE, context.now(), List.of(problem(unwritable) + " Nothing was started."));
    }
  }

  private static CommandResult written(
      CommandContext context, CommandResult result, OutputFile file) {
    if (result.reports().isEmpty()) {
      return result;
    }
    try {
      try (Writer out = file.writer()) {
        StatusPage.write(
            context.arguments().command().name(),
            result.reports(),
            result.at(),
            "Keyturn " + Version.current(),
            out);
      }
      file.keep();
      return result;
    } catch (IOException | UncheckedIOException unwritable) {
      return result.with(ExitCode.USAGE, problem(unwritable) + " The work was done.");
    }
  }

  static String problem(Exception unwritable) {
    return FileWords.unwritable(unwritable) + ".";
  }
}
