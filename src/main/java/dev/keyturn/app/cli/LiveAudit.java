package dev.keyturn.app.cli;

import dev.keyturn.audit.KeyAuditor;
import dev.keyturn.fleet.CredentialReportWait;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.KnownUsers;
import dev.keyturn.inventory.ReportReading;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.Failure;
import dev.keyturn.report.AuditSummary;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An audit of the account that the credentials are of, as AWS tells it now. */
final class LiveAudit {
  private final CliEnvironment environment;
  private final Arguments arguments;
  private final CommandOutput output;
  private final Connection aws;
  private final ProgressPrinter progress;
  private final AccountReading account;

  LiveAudit(CliEnvironment environment, Arguments arguments) {
    this.environment = environment;
    this.arguments = arguments;
    this.output = new CommandOutput(environment);
    this.aws = environment.connector().connect(ConnectionOptions.of(arguments));
    this.progress = new ProgressPrinter(environment, arguments.json(), List.of());
    this.account = new AccountReading(aws, progress);
  }

  /** Makes it, prints it, and says how it ended. */
  ExitCode run(AuditOptions options) throws IOException {
    ExitCode exit =
        switch (account.report(environment)) {
          case CredentialReportWait.Outcome.Ready(CredentialReportFile file) ->
              audit(options, Optional.of(file));
          case CredentialReportWait.Outcome.Failed(Failure failure) -> {
            if (failure instanceof Failure.Denied) {
              account.notSeen("Keys", failure);
              yield audit(options, Optional.empty());
            }
            yield ended(NoReport.of(failure));
          }
          case CredentialReportWait.Outcome.NotYet late -> ended(NoReport.of(late));
          case CredentialReportWait.Outcome.Stopped stopped -> ended(NoReport.stopped());
        };
    output.warnOf(aws.skew().get());
    return exit;
  }

  private ExitCode ended(NoReport none) {
    output.print(
        arguments,
        CommandResult.problems(none.exit(), aws.clock().instant(), List.of(none.problem())),
        Optional.empty());
    return none.exit();
  }

  /**
   * Judges what there is.
   *
   * @param file the report; without it no key is seen
   */
  private ExitCode audit(AuditOptions options, Optional<CredentialReportFile> file)
      throws IOException {
    KnownUsers users = account.users();
    KeyIdReading ids = new KeyIdReading(aws.keys());
    Function<ReportRow, InventoryUser> known =
        arguments.has(AuditCommand.KEY_IDS) ? row -> withIds(ids, users.with(row)) : users::with;
    Instant now = aws.clock().instant();
    KeyAuditor auditor = new KeyAuditor(options.controls(), options.ownerTags(), now);
    try (AuditFiles files = AuditFiles.of(arguments, auditor)) {
      AuditRun run = AuditCommand.begin(arguments, auditor, files);
      if (file.isPresent()) {
        CredentialReportFile report = file.get();
        ReportReading reading =
            run.read(Optional.empty(), report.open(), report.generated(), known);
        if (reading instanceof ReportReading.Refused(var problem)) {
          return ended(NoReport.unreadable(problem.sentence()));
        }
      }
      progress.clear();
      ids.failure().ifPresent(failure -> account.notSeen("IDs of keys", failure));
      ExitCode judged = run.fails(options.failOn()) ? ExitCode.FINDINGS : ExitCode.DONE;
      ExitCode exit = account.missing().isEmpty() ? judged : judged.or(ExitCode.AWS);
      List<String> warnings = new ArrayList<>();
      aws.warnings().forEach(warning -> warnings.add(warning + ". It was passed over."));
      AuditSummary summary = run.summary(account.missing(), warnings);
      if (file.isPresent()) {
        files.keep(summary, environment, arguments);
      }
      AuditOutput.print(environment, arguments, summary, exit);
      return exit;
    }
  }

  private InventoryUser withIds(KeyIdReading ids, InventoryUser user) {
    progress.show("", "asking IAM for the IDs of each user's keys");
    return ids.with(user);
  }
}
