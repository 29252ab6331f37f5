package dev.keyturn.report;

import dev.keyturn.model.AccountId;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import java.util.Locale;
import java.util.Optional;

/**
 * One of many adoptions.
 *
 * @param line of the file that names it; empty where none does
 * @param account in which, where it is one of several
 * @param newKey whether the user's first key was made, or would be, as the secret held none
 * @param first the rotation to that key
 */
public record AdoptedRow(
    Optional<Long> line,
    Optional<AccountId> account,
    AdoptionReport report,
    boolean newKey,
    Optional<RunReport> first) {
  /** How one ended, what is worst first. */
  public enum Result {
    REFUSED,
    FAILED,
    /** Bound, and the rotation to the first key has not reached its end. */
    WITHOUT_KEY,
    ADOPTED,
    ADOPTED_ALREADY;

    /** For machines, such as {@code adopted-already}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How it ended; in a dry run, how it would. */
  public Result result() {
    return switch (report.outcome()) {
      case AdoptionReport.Outcome.Refused refused -> Result.REFUSED;
      case AdoptionReport.Outcome.Failed failed -> Result.FAILED;
      case AdoptionReport.Outcome.Bound bound -> {
        if (first.filter(run -> !(run.outcome() instanceof RunOutcome.Reached)).isPresent()) {
          yield Result.WITHOUT_KEY;
        }
        yield report.changes().isEmpty() && !newKey ? Result.ADOPTED_ALREADY : Result.ADOPTED;
      }
    };
  }
}
