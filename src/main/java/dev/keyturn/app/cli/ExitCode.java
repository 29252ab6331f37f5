package dev.keyturn.app.cli;

import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What the process tells its caller. Zero is for "nobody needs to look": cron stays silent, a
 * pipeline goes on. What needs the same reaction has the same code. In order of what is worst, as
 * the worst of many secrets decides.
 */
public enum ExitCode {
  /** A bug of Keyturn's. Also what the JVM and the launcher end with when they cannot start. */
  INTERNAL(1, "internal error: a bug of Keyturn's"),
  /** The command, a setting or the environment is wrong; nothing was started. */
  USAGE(2, "a wrong command, setting or variable; nothing was started"),
  /** Something is wrong with a secret or its binding, perhaps an attack; or a key is needed. */
  REFUSED(
      5, "refused: a secret or its binding is not right, or a key is needed; it was not touched"),
  /** A person has to act before the rotation can go on. */
  HALTED(4, "halted: a person has to act, and the output says how"),
  /** An audit found a key that a control fails; everything else is as it should be. */
  FINDINGS(7, "audit: a control fails for some key"),
  /** AWS denied, throttled, or did not answer. */
  AWS(6, "AWS denied, throttled, failed or could not be reached"),
  /** Ctrl-C or SIGTERM; 128 and the number of SIGINT, as shells have it. */
  STOPPED(130, "stopped by Ctrl-C or SIGTERM; the next run finishes"),
  /** What was asked for is not reached yet; the same command later may reach it. */
  WAITING(3, "not there yet: run again later"),
  /** What was asked for is done. */
  DONE(0, "done"),
  /** There was nothing to do. The code is 10 with {@code --detailed-exit-code}. */
  NOTHING_DUE(0, "nothing was due, with --detailed-exit-code; 0 without");

  private static final int NOTHING_DUE_IN_DETAIL = 10;

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number, with or without a number of its own for "nothing was due". */
  public int code(boolean detailed) {
    return detailed && this == NOTHING_DUE ? NOTHING_DUE_IN_DETAIL : code;
  }

  /** What it means, for the help. */
  public String meaning() {
    return meaning;
  }

  /** The stable name for machines, such as {@code nothing-due}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code for one secret. */
  static ExitCode of(RunReport report) {
    return switch (report.status()) {
      case REFUSED -> REFUSED;
      case HALTED -> HALTED;
      case FAILED -> AWS;
      case STOPPED -> STOPPED;
      case WAITING -> WAITING;
      case DUE -> DONE;
      case FINE -> report.taken().isEmpty() && !isGoal(report) ? NOTHING_DUE : DONE;
    };
  }

  /**
   * Whether the end is a goal that was asked for by name; it counts even where it was reached by
   * others.
   */
  private static boolean isGoal(RunReport report) {
    return report.outcome() instanceof RunOutcome.Reached
        && !(report.request() instanceof RunRequest.Advance);
  }

  /** The code for many; of none, nothing was due. */
  static ExitCode of(List<RunReport> reports) {
    return reports.stream().map(ExitCode::of).min(Comparator.naturalOrder()).orElse(NOTHING_DUE);
  }

  /** The worse of two. */
  ExitCode or(ExitCode other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
