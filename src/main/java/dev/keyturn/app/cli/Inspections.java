package dev.keyturn.app.cli;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.result.RunReport;
import dev.keyturn.rotate.Reconciler;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What {@code status} and {@code plan} share: looks at secrets, which change nothing. */
final class Inspections {
  private Inspections() {}

  /** A look at each secret, several at once; those at which nobody looks come last. */
  static List<RunReport> of(
      CommandContext context,
      FoundSecrets found,
      BiFunction<Reconciler, ManagedSecret, RunReport> look) {
    ProgressPrinter progress = context.progress(found.targets());
    Reconciler reconciler = context.reconciler(progress);
    int concurrency = SharedOptions.concurrency(context.arguments());
    List<RunReport> reports =
        Fleet.each(found.targets(), concurrency, target -> look.apply(reconciler, target));
    progress.clear();
    return Stream.concat(reports.stream(), found.told().stream()).toList();
  }

  /** What the looks come to, in the order of the reports. */
  static CommandResult result(CommandContext context, List<RunReport> reports, List<String> text) {
    return reports.isEmpty()
        ? context.nothingBound()
        : CommandResult.of(ExitCode.of(reports), context.now(), reports, text);
  }
}
