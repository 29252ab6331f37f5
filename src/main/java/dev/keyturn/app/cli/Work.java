package dev.keyturn.app.cli;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.report.ResultText;
import dev.keyturn.report.StatusText;
import dev.keyturn.report.Style;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.result.SecretStatus;
import java.util.ArrayList;
import java.util.List;

/** {@code run}, {@code rotate} and {@code rollback}: the commands that work on secrets. */
final class Work {
  private static final int CONCURRENCY = 4;

  private final CommandContext session;

  Work(CommandContext session) {
    this.session = session;
  }

  /** Everything that is due. */
  CommandResult run() {
    int concurrency = session.arguments().number(Option.CONCURRENCY, CONCURRENCY);
    return session.forTargets(found ->
        found.isEmpty()
            ? session.nothingBound()
            : work(found, new RunRequest.Advance(), concurrency));
  }

  /** A rotation of each secret now, one after the other. */
  CommandResult rotate() {
    return work(FoundSecrets.named(session.named()), new RunRequest.Rotate(), 1);
  }

  /** The previous key made current again. */
  CommandResult rollback() {
    var named = session.arguments().text(Option.REACTIVATE).map(AccessKeyId::new);
    return work(FoundSecrets.named(session.named()), new RunRequest.RollBack(named), 1);
  }

  private CommandResult work(FoundSecrets found, RunRequest request, int concurrency) {
    ProgressPrinter live = session.live(found.targets());
    var patience = new WaitForOtherRun(session, live);
    boolean dryRun = session.arguments().has(Option.DRY_RUN);
    BugReporter bugs =
        new BugReporter(session.environment(), session.arguments().has(Option.DEBUG));
    List<RunReport> reports =
        new ArrayList<>(
            Fleet.each(
                found.targets(),
                concurrency,
                target ->
                    bugs.guard(
                        target,
                        request,
                        () ->
                            dryRun
                                ? session.reconciler(live).plan(target, request)
                                : patience.run(target, request))));
    reports.addAll(found.unpinned());
    live.clear();
    ExitCode exit = ExitCode.of(reports);
    return CommandResult.of(
        bugs.any() ? ExitCode.INTERNAL : exit,
        session.now(),
        StatusText.sorted(reports),
        dryRun ? dryRun(reports) : text(reports));
  }

  private List<String> dryRun(List<RunReport> reports) {
    List<RunReport> notable =
        reports.stream()
            .filter(report -> reports.size() == 1 || report.status() != SecretStatus.FINE)
            .toList();
    List<String> lines = new ArrayList<>(Inspect.plans(style(), session.now(), notable));
    if (!notable.isEmpty()) {
      lines.add("");
    }
    if (reports.size() > 1) {
      lines.add(new StatusText(style(), session.now()).counts(reports));
    }
    lines.add("Dry run: nothing was changed.");
    return lines;
  }

  private List<String> text(List<RunReport> reports) {
    ResultText results = new ResultText(style(), session.now());
    if (reports.size() == 1) {
      return results.lines(reports.getFirst());
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(new StatusText(style(), session.now()).results(reports));
    for (RunReport report : StatusText.sorted(reports)) {
      if (report.status().compareTo(SecretStatus.WAITING) <= 0) {
        lines.add("");
        lines.addAll(results.lines(report));
      }
    }
    return lines;
  }

  private Style style() {
    return session.environment().outStyle();
  }
}
