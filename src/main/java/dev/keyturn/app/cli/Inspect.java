package dev.keyturn.app.cli;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.report.PlanText;
import dev.keyturn.report.StatusText;
import dev.keyturn.report.Style;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Reconciler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code status} and {@code plan}: look, and change nothing. */
final class Inspect {
  private static final int CONCURRENCY = 4;

  private final CommandContext session;

  Inspect(CommandContext session) {
    this.session = session;
  }

  /** One line for each secret. */
  CommandResult status() {
    return session.forTargets(found -> {
      List<RunReport> reports = look(found, false);
      return result(reports, new StatusText(style(), session.now()).lines(reports));
    });
  }

  /** Each secret laid open. */
  CommandResult plan() {
    return session.forTargets(found -> {
      List<RunReport> reports = look(found, true);
      return result(reports, plans(style(), session.now(), reports));
    });
  }

  private CommandResult result(List<RunReport> reports, List<String> text) {
    return reports.isEmpty()
        ? session.nothingBound()
        : CommandResult.of(ExitCode.of(reports), session.now(), StatusText.sorted(reports), text);
  }

  /** The views of several secrets, what needs attention first. */
  static List<String> plans(Style style, Instant now, List<RunReport> reports) {
    PlanText plan = new PlanText(style, now);
    List<String> lines = new ArrayList<>();
    StatusText.sorted(reports).forEach(report -> lines.addAll(plan.lines(report)));
    if (!lines.isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private List<RunReport> look(FoundSecrets found, boolean closely) {
    ProgressPrinter live = session.live(found.targets());
    Reconciler reconciler = session.reconciler(live);
    int concurrency = session.arguments().number(Option.CONCURRENCY, CONCURRENCY);
    var reports =
        Fleet.each(
            found.targets(),
            concurrency,
            target ->
                closely
                    ? reconciler.inspect(target)
                    : reconciler.plan(target, new RunRequest.Advance()));
    live.clear();
    return Stream.concat(reports.stream(), found.unpinned().stream()).toList();
  }

  private Style style() {
    return session.environment().outStyle();
  }
}
