package dev.keyturn.app.cli;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.report.AdoptedRow;
import dev.keyturn.report.AdoptionReport;
import dev.keyturn.report.AdoptionsText;
import dev.keyturn.result.RunReport;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Ports;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code adopt} with a file or a path: each user by itself, so many at once, as no two have a
 * secret in common. Nothing is remembered between two such commands: what was adopted is found so,
 * and no call that changes anything is made for it.
 */
final class AdoptMany {
  private final CommandContext context;
  private final boolean dryRun;

  AdoptMany(CommandContext context) {
    this.context = context;
    this.dryRun = context.arguments().has(SharedOptions.DRY_RUN);
  }

  CommandResult run() {
    AskedAdoption.Reading reading =
        context
            .arguments()
            .text(SharedOptions.FROM)
            .map(file -> new AdoptionFile(context).read(file))
            .orElseGet(() -> new UsersBelowPath(context).read());
    return switch (reading) {
      case AskedAdoption.Reading.Asked(List<AskedAdoption> all) -> all(all);
      case AskedAdoption.Reading.Unusable(ExitCode exit, List<String> problems) ->
          CommandResult.problems(exit, context.now(), problems);
    };
  }

  private CommandResult all(List<AskedAdoption> asked) {
    if (asked.isEmpty()) {
      return CommandResult.of(
          ExitCode.NOTHING_DUE,
          context.now(),
          List.of(),
          List.of("There is no user below this path. Paths: aws iam list-users"));
    }
    return context.arguments().has(AccountOptions.ROLE)
        ? new AdoptInAccounts(context).adopt(asked)
        : result(context, asked, rows(asked), List.of(), 0);
  }

  /** Does those in this account; one that a person's wish to stop kept it from has no row. */
  List<AdoptedRow> rows(List<AskedAdoption> asked) {
    ProgressPrinter progress =
        context.progress(
            asked.stream().map(one -> ManagedSecret.of(one.secret())).distinct().toList());
    FirstKey firstKey = new FirstKey(new WaitForOtherRun(context, progress));
    List<AdoptedRow> rows =
        Fleet.each(
                asked,
                SharedOptions.concurrency(context.arguments()),
                one -> adopt(one, progress, firstKey))
            .stream()
            .flatMap(Optional::stream)
            .toList();
    progress.clear();
    return rows;
  }

  /**
   * What it all came to.
   *
   * @param notes what a person should know besides, a line each
   * @param lost how many have no row for a bug, which a note tells
   */
  static CommandResult result(
      CommandContext context,
      List<AskedAdoption> asked,
      List<AdoptedRow> rows,
      List<String> notes,
      int lost) {
    ExitCode worst =
        rows.stream()
            .map(row -> AdoptionOutput.exit(row.report(), row.first()))
            .min(Comparator.naturalOrder())
            .orElse(ExitCode.NOTHING_DUE);
    if (lost > 0) {
      worst = worst.or(ExitCode.INTERNAL);
    }
    int left = asked.size() - rows.size() - lost;
    boolean dryRun = context.arguments().has(SharedOptions.DRY_RUN);
    List<String> text =
        new ArrayList<>(new AdoptionsText(context.style(), context.now(), dryRun).lines(rows));
    List<String> problems = new ArrayList<>(notes);
    if (left > 0) {
      problems.add(
          "stopped: %d of %d users were not looked at. The same command does what is left"
              .formatted(left, asked.size()));
    }
    return CommandResult.ofAdoptions(
        left > 0 ? worst.or(ExitCode.STOPPED) : worst,
        context.now(),
        rows,
        rows.stream().flatMap(row -> row.first().stream()).toList(),
        problems,
        text);
  }

  /** Empty where the person wants to stop. */
  private Optional<AdoptedRow> adopt(
      AskedAdoption one, ProgressPrinter progress, FirstKey firstKey) {
    if (context.environment().stop().getAsBoolean()) {
      return Optional.empty();
    }
    AdoptedRow row =
        switch (one) {
          case AskedAdoption.Wanted wanted -> adopted(wanted, progress, firstKey);
          case AskedAdoption.Refused refused ->
              undone(
                  one,
                  new AdoptionReport.Outcome.Refused(
                      Optional.empty(), refused.why(), refused.remedy()));
          case AskedAdoption.Failed failed ->
              undone(one, new AdoptionReport.Outcome.Failed(failed.failure()));
        };
    progress.show(one.secret(), row.result().word().replace('-', ' '));
    return Optional.of(row);
  }

  /**
   * By the key that the secret holds; where it holds none that works, and one is to be made, by
   * that. So a user that has its key by now gets no other when the same is asked for again.
   */
  private AdoptedRow adopted(
      AskedAdoption.Wanted wanted, ProgressPrinter progress, FirstKey firstKey) {
    Adoption.Request held = wanted.request();
    AdoptionOutput output = new AdoptionOutput(context, held, dryRun);
    Ports ports = context.ports(output.keeping(progress));
    Adoption.Result result = Adoption.adopt(ports, context.sources(), held, dryRun);
    if (!wanted.newKey() || !(result instanceof Adoption.Result.Refused)) {
      return new AdoptedRow(
          wanted.line(), wanted.account(), output.report(result), false, Optional.empty());
    }
    Adoption.Request made = held.with(new Adoption.Source.NewKey());
    Adoption.Result bound = Adoption.adopt(ports, context.sources(), made, dryRun);
    Optional<RunReport> first =
        bound instanceof Adoption.Result.Adopted adopted && !dryRun
            ? Optional.of(firstKey.rotate(made, adopted.arn()))
            : Optional.empty();
    return new AdoptedRow(wanted.line(), wanted.account(), output.report(bound), true, first);
  }

  private static AdoptedRow undone(AskedAdoption one, AdoptionReport.Outcome why) {
    return new AdoptedRow(
        Optional.empty(),
        Optional.empty(),
        new AdoptionReport(one.user(), one.secret(), why, List.of(), List.of()),
        false,
        Optional.empty());
  }
}
