package dev.keyturn.fleet;

import dev.keyturn.inventory.ReportReader;
import dev.keyturn.inventory.ReportReading;
import dev.keyturn.model.UserDescription;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Reads what an account's lists tell of all its users: the credential report in two calls or some
 * more, and ListUsers in one for each thousand users. Nothing depends on it but how much a pass
 * costs: where any of it is missing, every secret is looked at.
 */
public final class AccountNewsReader {
  /**
   * How long a pass waits for a report. One of 52 users took IAM two seconds (seen 2026-09). What
   * takes longer is there for the next pass.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What came of it. */
  public sealed interface Result {
    /** All of it was read. */
    record Known(AccountNews news) implements Result {}

    /**
     * Nothing is to be gone by.
     *
     * @param why in a sentence, which says where a permission is missing
     */
    record Unknown(String why) implements Result {}
  }

  private final AccountUsers users;
  private final InstantSource clock;
  private final CredentialReportWait wait;

  /**
   * A reader.
   *
   * @param stop whether to give up waiting for the report
   */
  public AccountNewsReader(
      AccountUsers users, InstantSource clock, Sleeper sleeper, BooleanSupplier stop) {
    this.users = users;
    this.clock = clock;
    this.wait = new CredentialReportWait(users, clock, sleeper, stop, PATIENCE);
  }

  /** What is read from. */
  AccountUsers users() {
    return users;
  }

  /** The users alone, without the report: nothing is told of their keys. */
  ReadResult<AccountNews> usersAlone() {
    return switch (users.withoutTags()) {
      case ReadResult.Got<List<UserDescription>>(List<UserDescription> all) ->
          new ReadResult.Got<>(new AccountNews(Instant.MIN, all));
      case ReadResult.Absent<List<UserDescription>> none -> new ReadResult.Absent<>();
      case ReadResult.Failed<List<UserDescription>>(Failure failure) ->
          new ReadResult.Failed<>(failure);
    };
  }

  /** Reads it. */
  public Result read() {
    return switch (wait.get(waited -> {})) {
      case CredentialReportWait.Outcome.Ready(CredentialReportFile file) -> withUsers(file);
      case CredentialReportWait.Outcome.Failed(Failure failure) -> unknown(failure.sentence());
      case CredentialReportWait.Outcome.NotYet late ->
          unknown("IAM is still making the account's credential report.");
      case CredentialReportWait.Outcome.Stopped stopped ->
          unknown("The wait for the account's credential report was stopped.");
    };
  }

  private Result withUsers(CredentialReportFile file) {
    Instant oldest =
        clock.instant().minus(CredentialReportWait.LIFETIME).minus(Screener.REPORT_LAG);
    if (file.generated().isBefore(oldest)) {
      return unknown("The newest credential report that IAM gives is of " + file.generated() + ".");
    }
    return switch (users.withoutTags()) {
      case ReadResult.Got<List<UserDescription>>(List<UserDescription> all) -> read(file, all);
      case ReadResult.Absent<List<UserDescription>> none -> read(file, List.of());
      case ReadResult.Failed<List<UserDescription>>(Failure failure) -> unknown(failure.sentence());
    };
  }

  private static Result read(CredentialReportFile file, List<UserDescription> listed) {
    AccountNews news = new AccountNews(file.generated(), listed);
    Map<String, UserDescription> byArn = AccountNews.byArn(listed);
    return switch (ReportReader.read(file.open(), row -> news.add(row, byArn))) {
      case ReportReading.Whole whole -> new Result.Known(news);
      case ReportReading.Refused refused ->
          unknown(
              "AWS gave a credential report that is none: " + refused.problem().sentence() + ".");
    };
  }

  private static Result unknown(String why) {
    return new Result.Unknown(why);
  }
}
