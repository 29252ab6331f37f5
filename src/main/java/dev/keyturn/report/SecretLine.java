package dev.keyturn.report;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.AccountId;
import dev.keyturn.model.UserName;
import dev.keyturn.port.Failure;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SecretStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What a table of many accounts says of one secret. It is kept in place of the whole report, which
 * is some ten times as large.
 *
 * @param created when the current key was made; the end of time where nobody knows
 * @param due when the next thing is due; the end of time for nothing
 * @param cells the columns after the status
 * @param why why it stands as it does, in sentences; the last column has it shorter
 * @param isBegun whether anybody came to it before the run was stopped
 */
public record SecretLine(
    AccountId account,
    String region,
    String secret,
    String user,
    SecretStatus status,
    Instant created,
    Instant due,
    List<String> cells,
    String why,
    boolean isBegun) {
  public SecretLine {
    cells = List.copyOf(cells);
  }

  /**
   * A line.
   *
   * @param now what ages and "in 6d" are counted from
   */
  public static SecretLine of(AccountId account, String region, RunReport report, Instant now) {
    SecretStatus status = report.status();
    String deeds = StatusText.done(report);
    String why = report.sentence();
    return new SecretLine(
        account,
        region,
        report.secret(),
        report.user().map(UserName::value).orElse("-"),
        status,
        report.currentKeyCreated().orElse(Instant.MAX),
        report.due().orElse(status == SecretStatus.DUE ? Instant.MIN : Instant.MAX),
        List.of(
            deeds.isEmpty() ? "-" : deeds,
            report.currentKey().map(AccessKeyId::masked).orElse("-"),
            StatusText.age(report, now),
            StatusText.next(report, status, now),
            report.failure().map(Failure::summary).orElse(why)),
        why,
        report.isBegun());
  }

  /** What needs attention first; then by age, due date or name where that is asked for. */
  public static Comparator<SecretLine> order(String word) {
    Comparator<SecretLine> mostUrgent =
        Comparator.comparing(SecretLine::status)
            .thenComparing(SecretLine::due)
            .thenComparing(SecretLine::account)
            .thenComparing(SecretLine::region)
            .thenComparing(SecretLine::secret);
    return switch (word) {
      case "age" -> Comparator.comparing(SecretLine::created).thenComparing(mostUrgent);
      case "due" -> Comparator.comparing(SecretLine::due).thenComparing(mostUrgent);
      case "name" -> Comparator.comparing(SecretLine::secret).thenComparing(mostUrgent);
      default -> mostUrgent;
    };
  }

  /** What was done, or a dash. */
  public String done() {
    return cells.getFirst();
  }

  /** How old the current key is, in words. */
  public String age() {
    return cells.get(2);
  }

  /** When the next thing is due, in words. */
  public String next() {
    return cells.get(3);
  }

  /** Whether a person would look for it after a run: something was done, or is to be done. */
  public boolean isNotable() {
    return isBegun && (status != SecretStatus.FINE || !cells.getFirst().equals("-"));
  }
}
