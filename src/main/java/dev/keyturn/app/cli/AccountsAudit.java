package dev.keyturn.app.cli;

import dev.keyturn.audit.KeyAuditor;
import dev.keyturn.fleet.AccountChoice;
import dev.keyturn.fleet.CredentialReportWait;
import dev.keyturn.fleet.PatientRead;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.KnownUsers;
import dev.keyturn.inventory.ReportReader;
import dev.keyturn.inventory.ReportReading;
import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.Failure;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.ReadResult;
import dev.keyturn.report.AuditSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * An audit of many accounts: each one's report is got and completed side by side, and read into one
 * audit, account by account. What cannot be seen of one is told, and holds up none of the others.
 */
final class AccountsAudit {
  private final CliEnvironment environment;
  private final Arguments arguments;
  private final CommandOutput output;
  private final Connection hub;
  private final MissingStatements statements;
  private final List<String> missing = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private ExitCode worst = ExitCode.DONE;

  AccountsAudit(CliEnvironment environment, Arguments arguments) {
    this.environment = environment;
    this.arguments = arguments;
    this.output = new CommandOutput(environment);
    this.hub = environment.connector().connect(AccountOptions.connection(arguments));
    this.statements = MissingStatements.of(hub, arguments);
  }

  /** Makes it, prints it, and says how it ended. */
  ExitCode run(AuditOptions options) throws IOException {
    return switch (AccountsFound.of(hub, environment, arguments)) {
      case AccountsFound.Not(ExitCode exit, String problem) -> {
        output.notBegun(arguments, exit, hub.clock().instant(), problem);
        yield exit;
      }
      case AccountsFound.Found found -> {
        warnings.addAll(found.warnings());
        yield audit(options, found.choice(), found.regions());
      }
    };
  }

  private ExitCode audit(AuditOptions options, AccountChoice choice, List<String> regions)
      throws IOException {
    choice
        .leftOut()
        .forEach(account ->
            warnings.add(
                "Account %s is %s, and was not looked at."
                    .formatted(account.id(), account.state().words())));
    KeyAuditor auditor =
        new KeyAuditor(options.controls(), options.ownerTags(), hub.clock().instant());
    try (AuditFiles files = AuditFiles.of(arguments, auditor)) {
      AuditRun run = AuditCommand.begin(arguments, auditor, files);
      AccountsProgress progress = new AccountsProgress(environment, choice.open().size());
      String name = environment.names().get().holder();
      List<MemberAccount> notBegun =
          AccountOptions.sideBySide(environment, arguments)
              .each(choice.open(), account -> progress.done(read(account, regions, name, run)));
      progress.clear();
      notBegun.forEach(
          account -> notSeen(account, "it was stopped before its turn.", ExitCode.STOPPED));
      ExitCode judged = run.fails(options.failOn()) ? ExitCode.FINDINGS : ExitCode.DONE;
      hub.warnings().forEach(warning -> warnings.add(warning + ". It was passed over."));
      AuditSummary summary = run.summary(missing.stream().sorted().toList(), warnings);
      files.keep(summary, environment, arguments);
      ExitCode exit = judged.or(worst);
      AuditOutput.print(environment, arguments, summary, exit);
      output.warnOf(hub.skew().get());
      return exit;
    }
  }

  /** Reads one account; whether all of it was seen. */
  private boolean read(MemberAccount account, List<String> regions, String name, AuditRun run) {
    OtherAccounts.Session session =
        hub.others().session(AccountOptions.role(arguments, account.id(), name));
    if (new PatientRead(environment.sleeper()).of(session::begin)
        instanceof ReadResult.Failed<Instant>(Failure failure)) {
      notSeen(account, failure, statements.forRole(failure));
      return false;
    }
    List<OtherAccounts.Member> members = regions.stream().map(session::in).toList();
    try {
      return read(account, members, run);
    } catch (UncheckedIOException unwritable) {
      // A file of the audit's, which is all accounts'.
      throw unwritable;
    } catch (RuntimeException bug) {
      if (arguments.has(SharedOptions.DEBUG)) {
        BugReporter.trace(bug, environment.err());
      }
      notSeen(account, BugReporter.sentence(bug), ExitCode.INTERNAL);
      return false;
    } finally {
      members.forEach(OtherAccounts.Member::close);
    }
  }

  private boolean read(MemberAccount account, List<OtherAccounts.Member> members, AuditRun run) {
    Connection aws = members.getFirst().connection();
    ProgressPrinter progress =
        new ProgressPrinter(
            environment, arguments.json(), List.of(), Optional.of(account.id().value()));
    AccountReading reading = new AccountReading(aws, progress);
    members.stream().skip(1).forEach(it -> reading.alsoIn(it.connection().secrets()));
    return switch (reading.report(environment)) {
      case CredentialReportWait.Outcome.Ready(CredentialReportFile file) ->
          read(account, aws, file, reading, run);
      case CredentialReportWait.Outcome.Failed(Failure failure) -> {
        notSeen(
            account,
            failure,
            failure instanceof Failure.Denied denied && !denied.explicitly()
                ? statements.forActions(List.of(denied.action()))
                : List.of());
        yield false;
      }
      case CredentialReportWait.Outcome.NotYet late -> {
        notSeen(account, "IAM is still making its credential report.", ExitCode.WAITING);
        yield false;
      }
      case CredentialReportWait.Outcome.Stopped stopped -> {
        notSeen(account, "it was stopped while IAM made its report.", ExitCode.STOPPED);
        yield false;
      }
    };
  }

  /**
   * The report is read twice: first with what AWS is asked of its users, and then, by one account
   * at a time, into the audit.
   */
  private boolean read(
      MemberAccount account,
      Connection aws,
      CredentialReportFile file,
      AccountReading reading,
      AuditRun run) {
    KnownUsers known = reading.users();
    KeyIdReading ids = new KeyIdReading(aws.keys());
    boolean withIds = arguments.has(AuditCommand.KEY_IDS);
    List<InventoryUser> users = new ArrayList<>();
    ReportReading whole =
        ReportReader.read(
            file.open(), row -> users.add(withIds ? ids.with(known.with(row)) : known.with(row)));
    if (whole instanceof ReportReading.Refused(var problem)) {
      notSeen(account, "AWS gave a report that is none: " + problem.sentence(), ExitCode.AWS);
      return false;
    }
    ids.failure().ifPresent(failure -> reading.notSeen("IDs of keys", failure));
    add(file, users.iterator(), run);
    reading.missing().forEach(sentence -> notSeen(account, sentence, ExitCode.AWS));
    return reading.missing().isEmpty();
  }

  private synchronized void add(
      CredentialReportFile file, Iterator<InventoryUser> users, AuditRun run) {
    ReportReading again =
        run.read(Optional.empty(), file.open(), file.generated(), row -> users.next());
    if (again instanceof ReportReading.Refused) {
      throw new IllegalStateException("a report that was whole is not any more");
    }
  }

  private void notSeen(MemberAccount account, Failure failure, List<String> remedies) {
    notSeen(
        account,
        failure.sentence() + (remedies.isEmpty() ? "" : " " + String.join(" ", remedies)),
        ExitCode.AWS);
  }

  private synchronized void notSeen(MemberAccount account, String sentence, ExitCode exit) {
    missing.add("Account %s: %s".formatted(account.id(), sentence));
    worst = worst.or(exit);
  }
}
