package dev.keyturn.app.cli;

import dev.keyturn.report.JsonReport;
import dev.keyturn.result.RunReport;
import java.io.PrintWriter;

/** Prints a line of JSON for each secret, as it comes, where that is asked for. */
final class JsonLines {
  private final PrintWriter out;
  private final boolean wanted;

  JsonLines(CommandContext context) {
    this.out = context.environment().out();
    this.wanted = context.arguments().jsonLines();
  }

  /** Prints one. */
  synchronized void print(RunReport report) {
    if (wanted) {
      out.println(JsonReport.line(report));
    }
  }
}
