package dev.keyturn.inventory;

import java.time.Instant;
import java.util.Optional;

/** What came of reading a credential report. */
public sealed interface ReportReading {
  /**
   * It was read to its end, and is a report.
   *
   * @param rows how many there are, root included
   * @param hasRoot whether root is among them, as it is in each report of AWS
   * @param newest the latest date that it tells: it was not made before
   */
  record Whole(long rows, boolean hasRoot, Optional<Instant> newest) implements ReportReading {}

  /** It is none, or not all of it is there: what was read of it stands for nothing. */
  record Refused(ReportProblem problem) implements ReportReading {}
}
