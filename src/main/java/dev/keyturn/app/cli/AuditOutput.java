package dev.keyturn.app.cli;

import dev.keyturn.report.AuditJson;
import dev.keyturn.report.AuditSummary;
import dev.keyturn.report.AuditText;
import dev.keyturn.report.VisibleText;

/** Prints what an audit came to. */
final class AuditOutput {
  private AuditOutput() {}

  /** The warnings on standard error, the rest as text or JSON. */
  static void print(
      CliEnvironment environment, Arguments arguments, AuditSummary summary, ExitCode exit) {
    for (String warning : summary.warnings()) {
      environment
          .err()
          .println(environment.errStyle().yellow("Warning: " + VisibleText.of(warning)));
    }
    if (arguments.json()) {
      environment.out().println(AuditJson.of(summary, exit.code(false), exit.word()));
    } else {
      new AuditText(environment.outStyle()).lines(summary).forEach(environment.out()::println);
    }
  }
}
