package dev.keyturn.app.cli;

import dev.keyturn.audit.KeyAuditor;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.ReportProblem;
import dev.keyturn.inventory.ReportReading;
import dev.keyturn.report.AuditSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code audit}: every key of an account, and what each control says of it. Changes nothing. */
final class AuditCommand implements InventoryCommand {
  static final Option REPORT =
      Option.withValue(
              "report",
              "FILE",
              OptionFormat.Shape.TEXT,
              "Credential reports as files, of one account each; AWS is not asked (default: ask AWS).")
          .several();

  static final Option KEY_IDS =
      Option.withoutValue(
          "key-ids", "Ask AWS for the IDs of the keys, too, which takes a call for each user.");
  private static final Option ROWS =
      Option.withValue(
          "rows",
          "N",
          new OptionFormat.WholeNumber(1, 10_000),
          "How many keys to show at most, the worst first, 1 to 10000 (default: 1000).");

  private static final Option ALL_KEYS =
      Option.withoutValue("all", "Show the keys that pass everything, too.");

  private static final int USUAL_ROWS = 1_000;

  private static final CommandHelp HELP =
      new CommandHelp(
          "audit [--report FILE…] [OPTION…]",
          "Judge every access key by the controls of CIS, Security Hub, PCI DSS and others.",
          List.of(
              "Nothing needs to be adopted, and nothing is changed. One credential report tells of",
              "all users, from AWS or from a file; see docs/audit.md for what keys are judged by."),
          List.of(
              "keyturn audit",
              "keyturn audit --report report.csv",
              "keyturn audit --report report.csv --controls cis-7.0 --csv keys.csv",
              "keyturn audit --report report.csv --html keys.html",
              "keyturn audit --report a.csv b.csv --max-age 60d --fail-on key-age"));

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>(List.of(REPORT));
    options.addAll(AuditOptions.ALL);
    options.addAll(AuditFiles.ALL);
    options.addAll(List.of(KEY_IDS, ROWS, ALL_KEYS));
    options.addAll(AccountOptions.ALL);
    return options;
  }

  @Override
  public List<String> problems(Arguments arguments) {
    List<String> problems = new ArrayList<>(AccountOptions.problems(arguments));
    if (arguments.has(REPORT) && AccountOptions.areGiven(arguments)) {
      problems.add(
          "command line: --report reads files, and accounts are asked: leave one of them out");
    }
    if (arguments.has(KEY_IDS) && arguments.has(REPORT)) {
      problems.add(
          "command line: --key-ids asks AWS, and --report is not to: leave one of them out");
    }
    for (String report : arguments.texts(REPORT)) {
      AuditFiles.ALL.forEach(option ->
          arguments.texts(option).stream()
              .filter(file -> isSame(report, file))
              .forEach(file ->
                  problems.add(
                      "command line: %s would write over the report %s"
                          .formatted(option.name(), file))));
    }
    return problems;
  }

  @Override
  public ExitCode run(CliEnvironment environment, Arguments arguments) {
    CommandOutput output = new CommandOutput(environment);
    return switch (AuditOptions.read(arguments)) {
      case AuditOptions.Result.Invalid(List<String> problems) -> {
        output.refuse(name(), arguments.json(), problems);
        yield ExitCode.USAGE;
      }
      case AuditOptions.Result.Valid(AuditOptions options) -> {
        try {
          if (AccountOptions.areGiven(arguments)) {
            yield new AccountsAudit(environment, arguments).run(options);
          }
          yield arguments.has(REPORT)
              ? auditFiles(environment, arguments, options)
              : new LiveAudit(environment, arguments).run(options);
        } catch (IOException | UncheckedIOException unwritable) {
          output.refuse(name(), arguments.json(), List.of(FileWords.unwritable(unwritable)));
          yield ExitCode.USAGE;
        }
      }
    };
  }

  /** An audit that shows as many keys as were asked for. */
  static AuditRun begin(Arguments arguments, KeyAuditor auditor, AuditFiles files) {
    return new AuditRun(
        auditor, arguments.number(ROWS, USUAL_ROWS), arguments.has(ALL_KEYS), files);
  }

  private ExitCode auditFiles(CliEnvironment environment, Arguments arguments, AuditOptions options)
      throws IOException {
    Instant now = environment.clock().instant();
    KeyAuditor auditor = new KeyAuditor(options.controls(), options.ownerTags(), now);
    try (AuditFiles files = AuditFiles.of(arguments, auditor)) {
      AuditRun run = begin(arguments, auditor, files);
      List<String> problems = new ArrayList<>();
      List<String> warnings = new ArrayList<>();
      arguments.texts(REPORT).forEach(file -> read(run, file, problems, warnings));
      if (!problems.isEmpty()) {
        new CommandOutput(environment).refuse(name(), arguments.json(), problems);
        return ExitCode.USAGE;
      }
      AuditSummary summary = run.summary(List.of(), warnings);
      files.keep(summary, environment, arguments);
      ExitCode exit = run.fails(options.failOn()) ? ExitCode.FINDINGS : ExitCode.DONE;
      AuditOutput.print(environment, arguments, summary, exit);
      return exit;
    }
  }

  /** Whether writing one would destroy the other. */
  static boolean isSame(String report, String file) {
    try {
      return Files.exists(Path.of(file)) && Files.isSameFile(Path.of(report), Path.of(file));
    } catch (IOException | InvalidPathException notThere) {
      return false;
    }
  }

  private static void read(
      AuditRun run, String name, List<String> problems, List<String> warnings) {
    Path file = Path.of(name);
    try (InputStream csv = Files.newInputStream(file)) {
      Instant changed = Files.getLastModifiedTime(file).toInstant();
      switch (run.read(Optional.of(name), csv, changed, InventoryUser::ofReport)) {
        case ReportReading.Whole whole -> {
          if (!whole.hasRoot()) {
            warnings.add(
                name + " has no row of the account's root, as a report of AWS has: is it whole?");
          }
        }
        case ReportReading.Refused(ReportProblem problem) ->
            problems.add("%s: %s. %s".formatted(name, problem.sentence(), ReportProblem.REMEDY));
      }
    } catch (IOException unreadable) {
      problems.add("%s cannot be read: %s".formatted(name, FileWords.of(unreadable)));
    }
  }
}
