package dev.keyturn.app.cli;

import dev.keyturn.report.page.StatusPage;
import java.io.IOException;
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
    if (context.isOneOfSeveral()) {
      // Of several accounts there is one page, and AccountsOutput writes it.
      return work.get();
    }
    Optional<PageFile> page;
    try {
      page = PageFile.asked(context.arguments());
    } catch (IOException unwritable) {
      return CommandResult.problems(
          ExitCode.USAGE, context.now(), List.of(PageFile.notBegun(unwritable)));
    }
    return page.map(file -> written(context, work, file)).orElseGet(work);
  }

  private static CommandResult written(
      CommandContext context, Supplier<CommandResult> work, PageFile file) {
    try {
      CommandResult result = work.get();
      if (result.reports().isEmpty()) {
        return result;
      }
      return file.write(
              context.environment(),
              context.arguments(),
              (madeBy, out) ->
                  StatusPage.write(
                      context.arguments().command().name(),
                      result.reports(),
                      result.at(),
                      madeBy,
                      out))
          .map(problem -> result.with(ExitCode.USAGE, problem))
          .orElse(result);
    } finally {
      file.discard();
    }
  }
}
