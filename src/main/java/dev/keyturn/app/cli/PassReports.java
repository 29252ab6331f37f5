package dev.keyturn.app.cli;

import dev.keyturn.report.StatusText;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SecretStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What comes of an account's secrets, one by one: counted, and kept as far as it is shown. However
 * many secrets there are, of those that are fine a few hundred are kept where people read it, and
 * none where each is written out at once. Safe for use by several threads.
 */
final class PassReports implements Consumer<RunReport> {
  /** So many that are fine are listed. Of more, how many there are. */
  private static final int MOST_FINE = 200;

  /** What is kept of those that are fine. */
  enum Kept {
    /** A few hundred, and how many there are. */
    FEW,
    /** All; but of those that were left alone only that they were. */
    COUNTED,
    /** All of all, as they are to be in one document. */
    ALL
  }

  private final Kept kept;
  private final Consumer<RunReport> lines;
  private final Map<SecretStatus, Integer> counts = new EnumMap<>(SecretStatus.class);
  private final List<RunReport> notable = new ArrayList<>();
  private final List<RunReport> fine = new ArrayList<>();
  private ExitCode worst = ExitCode.NOTHING_DUE;
  private int all;
  private int abandoned;
  private int notBegun;

  /**
   * Nothing has come yet.
   *
   * @param lines is given each as it comes
   */
  PassReports(Kept kept, Consumer<RunReport> lines) {
    this.kept = kept;
    this.lines = lines;
  }

  @Override
  public synchronized void accept(RunReport report) {
    all++;
    counts.merge(report.status(), 1, Integer::sum);
    worst = worst.or(ExitCode.of(report));
    abandoned += report.isAbandoned() ? 1 : 0;
    lines.accept(report);
    notBegun += report.isBegun() ? 0 : 1;
    if (!report.isBegun() && kept == Kept.FEW) {
      return;
    }
    if (report.status() != SecretStatus.FINE || !report.taken().isEmpty()) {
      notable.add(report);
    } else if (kept == Kept.COUNTED && report.outcome() instanceof RunOutcome.LeftAlone) {
      fine.add(RunReport.unseen(report.target(), report.request(), report.outcome()));
    } else if (kept != Kept.FEW || all <= MOST_FINE) {
      fine.add(report);
    }
  }

  /** Those that are listed, in the order in which they need attention. */
  synchronized List<RunReport> listed() {
    List<RunReport> listed = new ArrayList<>(notable);
    if (kept != Kept.FEW || all <= MOST_FINE) {
      listed.addAll(fine);
    }
    return StatusText.sorted(listed);
  }

  /** How many there were of each status. */
  synchronized Map<SecretStatus, Integer> counts() {
    return new EnumMap<>(counts);
  }

  /** How many there were. */
  synchronized int all() {
    return all;
  }

  /** How many of them nobody came to before the pass was stopped. */
  synchronized int notBegun() {
    return notBegun;
  }

  /** How many of them have lost their user, or their tag. */
  synchronized int abandoned() {
    return abandoned;
  }

  /** The exit code for all of them. */
  synchronized ExitCode exit() {
    return worst;
  }
}
