package dev.keyturn.app.cli;

import dev.keyturn.fleet.CredentialReportWait;
import dev.keyturn.inventory.KnownUsers;
import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.Failure;
import java.util.List;
import java.util.Optional;

/**
 * The credential report of the account that the credentials are of, kept whole for a simulation,
 * with what the lists of users and secrets tell besides. Read as {@code audit} reads them.
 */
final class LiveReport {
  /** What came of it. */
  sealed interface Result {
    /**
     * It is there.
     *
     * @param missing what could not be seen besides, a sentence each
     */
    record Read(ReportFile file, List<String> missing) implements Result {}

    /** It is not. */
    record Ended(NoReport why) implements Result {}
  }

  private LiveReport() {}

  /** Asks AWS. */
  static Result read(CliEnvironment environment, Arguments arguments) {
    Connection aws = environment.connector().connect(ConnectionOptions.of(arguments));
    ProgressPrinter progress = new ProgressPrinter(environment, arguments.json(), List.of());
    Result result = read(environment, new AccountReading(aws, progress));
    progress.clear();
    CommandOutput output = new CommandOutput(environment);
    output.warnOf(aws.skew().get());
    output.warnOfPassedOver(aws.warnings());
    return result;
  }

  private static Result read(CliEnvironment environment, AccountReading account) {
    return switch (account.report(environment)) {
      case CredentialReportWait.Outcome.Ready(CredentialReportFile file) -> whole(account, file);
      case CredentialReportWait.Outcome.Failed(Failure failure) ->
          new Result.Ended(NoReport.of(failure));
      case CredentialReportWait.Outcome.NotYet late -> new Result.Ended(NoReport.of(late));
      case CredentialReportWait.Outcome.Stopped stopped -> new Result.Ended(NoReport.stopped());
    };
  }

  private static Result whole(AccountReading account, CredentialReportFile file) {
    KnownUsers users = account.users();
    return switch (ReportFile.read(
        "from IAM", file.open(), Optional.of(file.generated()), users::with)) {
      case ReportFile.Result.Read(ReportFile report) -> new Result.Read(report, account.missing());
      case ReportFile.Result.Refused(String problem) ->
          new Result.Ended(new NoReport(ExitCode.AWS, "the credential report " + problem));
    };
  }
}
