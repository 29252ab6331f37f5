package dev.keyturn.app.cli;

import dev.keyturn.model.AccountId;
import dev.keyturn.report.AccountReport;
import dev.keyturn.report.AccountsText;
import dev.keyturn.report.JsonDocument;
import dev.keyturn.report.JsonReport;
import dev.keyturn.report.SecretLine;
import dev.keyturn.report.page.AccountsPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Gathers what comes of many accounts, and prints it at the end. Safe for several threads. */
final class AccountsOutput {
  private static final Comparator<AccountPass.Outcome> BY_ACCOUNT =
      Comparator.<AccountPass.Outcome, AccountId>comparing(it -> it.report().account())
          .thenComparing(it -> it.report().region().orElse(""));

  private final CliEnvironment environment;
  private final Arguments arguments;
  private final CommandOutput output;
  private final Connection hub;
  private final Optional<PageFile> page;
  private final List<AccountPass.Outcome> outcomes = new ArrayList<>();

  /**
   * Begins.
   *
   * @param page where to write a page of it
   */
  AccountsOutput(
      CliEnvironment environment, Arguments arguments, Connection hub, Optional<PageFile> page) {
    this.environment = environment;
    this.arguments = arguments;
    this.output = new CommandOutput(environment);
    this.hub = hub;
    this.page = page;
  }

  /** Adds an account in which nothing was to be done. */
  void add(AccountReport report) {
    add(AccountPass.Outcome.of(report, ExitCode.NOTHING_DUE));
  }

  /** Adds what came of an account. */
  synchronized void add(AccountPass.Outcome outcome) {
    outcomes.add(outcome);
  }

  /** Prints all of it; returns the exit code, of the worst of all. */
  synchronized int print() {
    outcomes.sort(BY_ACCOUNT);
    List<AccountReport> accounts = outcomes.stream().map(AccountPass.Outcome::report).toList();
    Instant now = hub.clock().instant();
    ExitCode exit =
        outcomes.stream()
            .map(AccountPass.Outcome::exit)
            .reduce(written(accounts, now), ExitCode::or);
    output.warnOf(hub.skew().get());
    output.warnOfPassedOver(hub.warnings());
    outcomes.stream()
        .flatMap(outcome -> outcome.warnings().stream())
        .distinct()
        .forEach(output::warnOfJournal);
    int code = exit.code(arguments.has(SharedOptions.DETAILED_EXIT_CODE));
    if (arguments.json()) {
      environment
          .out()
          .println(
              JsonReport.ofAccounts(
                  document(exit, code, now),
                  accounts,
                  outcomes.stream().flatMap(it -> it.written().stream()).toList()));
    } else {
      text(accounts, now).forEach(environment.out()::println);
    }
    return code;
  }

  /** Writes the page; {@code USAGE} where it cannot be written. */
  private ExitCode written(List<AccountReport> accounts, Instant now) {
    Optional<String> problem =
        page.flatMap(file ->
            file.write(
                environment,
                arguments,
                (madeBy, out) ->
                    AccountsPage.write(
                        arguments.command().name(),
                        accounts,
                        secrets(line -> true),
                        now,
                        madeBy,
                        out)));
    problem.ifPresent(output::warn);
    return problem.isPresent() ? ExitCode.USAGE : ExitCode.NOTHING_DUE;
  }

  private List<SecretLine> secrets(Predicate<SecretLine> which) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.secrets().stream())
        .filter(which)
        .sorted(SecretLine.order(arguments.text(StatusCommand.SORT).orElse("status")))
        .toList();
  }

  private JsonDocument document(ExitCode exit, int code, Instant now) {
    return new JsonDocument(
        arguments.command().name(),
        now,
        Optional.empty(),
        arguments.has(SharedOptions.DRY_RUN),
        code,
        exit.word(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  private List<String> text(List<AccountReport> accounts, Instant now) {
    AccountsText text = new AccountsText(environment.outStyle(), now);
    boolean all = arguments.command() instanceof StatusCommand;
    List<SecretLine> secrets = secrets(line -> all || line.isNotable());
    List<String> lines = new ArrayList<>();
    for (AccountPass.Outcome outcome : outcomes) {
      if (!outcome.details().isEmpty()) {
        lines.add(
            environment
                .outStyle()
                .bold(
                    "%s %s"
                        .formatted(
                            outcome.report().account(), outcome.report().region().orElse(""))));
        outcome.details().forEach(line -> lines.add(line.isEmpty() ? "" : "  " + line));
        lines.add("");
      }
    }
    if (!(arguments.command() instanceof PlanCommand)) {
      lines.addAll(text.secrets(secrets));
    }
    lines.addAll(text.accounts(accounts));
    if (arguments.has(SharedOptions.DRY_RUN)) {
      lines.add("Dry run: nothing was changed.");
    }
    return lines;
  }
}
