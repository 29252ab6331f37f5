package dev.keyturn.app.cli;

import dev.keyturn.report.ResultText;
import dev.keyturn.report.Style;
import java.util.List;

/** What is done in one account, be it the only one or one of many. */
interface AccountWork {
  /** Does it, to its end. There are no problems with the arguments, and the policy is valid. */
  CommandResult run(CommandContext context);

  /**
   * What is told of an account that is one of several, besides its lines in the tables: of each
   * secret that needs attention, what came of it and what to do.
   */
  default List<String> details(CommandResult result, Style style) {
    return new ResultText(style, result.at())
        .attention(result.reports()).stream().flatMap(List::stream).toList();
  }
}
