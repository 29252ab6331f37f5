package dev.keyturn.app.cli;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.report.PlanText;
import dev.keyturn.report.ResultText;
import dev.keyturn.report.StatusText;
import dev.keyturn.report.Style;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.result.SecretStatus;
import java.util.ArrayList;
import java.util.List;

/** What {@code run}, {@code rotate} and {@code rollback} share: a run for each of some secrets. */
final class SecretRuns {
  private final CommandContext context;

  SecretRuns(CommandContext context) {
    this.context = context;
  }

  /** For the secrets that are named, one after the other. */
  CommandResult runNamed(RunRequest request) {
    return run(FoundSecrets.named(context.named()), request, 1);
  }

  /** For all that were adopted, as far as there is anything to do; else as below. */
  CommandResult pass(RunRequest request) {
    return pass(new Pass(context), request);
  }

  /** The same, as that pass goes through the account. */
  CommandResult pass(Pass pass, RunRequest request) {
    boolean dryRun = isDryRun();
    BugReporter bugs =
        new BugReporter(context.environment(), context.arguments().has(SharedOptions.DEBUG));
    CommandResult result =
        pass.over(
            (progress, target) ->
                bugs.guard(
                    target,
                    request,
                    () ->
                        dryRun
                            ? context.reconciler(progress).plan(target, request)
                            : context.reconciler(progress).run(target, request)),
            StatusText::sorted,
            (listed, reports) -> text(listed, reports, dryRun));
    return bugs.any() ? result.with(ExitCode.INTERNAL) : result;
  }

  private boolean isDryRun() {
    return context.arguments().has(SharedOptions.DRY_RUN);
  }

  private List<String> text(List<RunReport> listed, PassReports reports, boolean dryRun) {
    if (reports.all() == listed.size()) {
      return dryRun ? dryRun(listed) : text(listed);
    }
    if (dryRun) {
      return dryRun(listed, new StatusText(style(), context.now()).counts(reports.counts()));
    }
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(new StatusText(style(), context.now()).some(listed, true, reports.counts()));
    lines.addAll(details(listed));
    return lines;
  }

  /** For these secrets, so many at once; with {@code --dry-run} only what would be done. */
  CommandResult run(FoundSecrets found, RunRequest request, int concurrency) {
    ProgressPrinter progress = context.progress(found.targets());
    WaitForOtherRun wait = new WaitForOtherRun(context, progress);
    boolean dryRun = isDryRun();
    BugReporter bugs =
        new BugReporter(context.environment(), context.arguments().has(SharedOptions.DEBUG));
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
                                ? context.reconciler(progress).plan(target, request)
                                : wait.run(target, request))));
    reports.addAll(found.told());
    progress.clear();
    List<RunReport> sorted = StatusText.sorted(reports);
    return CommandResult.of(
        bugs.any() ? ExitCode.INTERNAL : ExitCode.of(sorted),
        context.now(),
        sorted,
        dryRun ? dryRun(sorted) : text(sorted));
  }

  private List<String> dryRun(List<RunReport> reports) {
    return dryRun(
        reports, reports.size() > 1 ? new StatusText(style(), context.now()).counts(reports) : "");
  }

  private List<String> dryRun(List<RunReport> reports, String counts) {
    List<RunReport> notable =
        reports.stream()
            .filter(report -> reports.size() == 1 || report.status() != SecretStatus.FINE)
            .toList();
    List<String> lines = new ArrayList<>(new PlanText(style(), context.now()).lines(notable));
    if (!notable.isEmpty()) {
      lines.add("");
    }
    if (!counts.isEmpty()) {
      lines.add(counts);
    }
    lines.add("Dry run: nothing was changed.");
    return lines;
  }

  private List<String> text(List<RunReport> reports) {
    ResultText results = new ResultText(style(), context.now());
    if (reports.size() == 1) {
      return results.lines(reports.getFirst());
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(new StatusText(style(), context.now()).results(reports));
    lines.addAll(details(reports));
    return lines;
  }

  private List<String> details(List<RunReport> reports) {
    List<String> lines = new ArrayList<>();
    for (List<String> block : new ResultText(style(), context.now()).attention(reports)) {
      lines.add("");
      lines.addAll(block);
    }
    return lines;
  }

  private Style style() {
    return context.style();
  }
}
