package dev.keyturn.app.cli;

import dev.keyturn.model.ManagedSecret;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.io.PrintWriter;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Exceptions, which are always bugs of ours: told in a sentence, with a stack trace only where it
 * is asked for. An exception's message is not shown: nobody can promise what is in it.
 */
final class BugReporter {
  private final CliEnvironment environment;
  private final boolean debug;
  private final ConcurrentLinkedQueue<RuntimeException> seen = new ConcurrentLinkedQueue<>();

  BugReporter(CliEnvironment environment, boolean debug) {
    this.environment = environment;
    this.debug = debug;
  }

  boolean any() {
    return !seen.isEmpty();
  }

  /** Does the work for one secret; a bug in it does not keep the others from their turn. */
  RunReport guard(ManagedSecret target, RunRequest request, Supplier<RunReport> work) {
    try {
      return work.get();
    } catch (RuntimeException bug) {
      seen.add(bug);
      if (debug) {
        trace(bug, environment.err());
      }
      return RunReport.unseen(target, request, new RunOutcome.Bug(sentence(bug)));
    }
  }

  /** What to say of a bug. */
  static String sentence(Throwable bug) {
    return "Internal error (%s). This is a bug of Keyturn's; please report it with what the same command prints with --debug. No key is lost: the next run continues from what AWS holds."
        .formatted(place(bug));
  }

  /**
   * The stack trace of a bug and its causes, with the exceptions' types and without their messages.
   */
  static void trace(Throwable bug, PrintWriter err) {
    Throwable cause = bug;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      err.println((depth == 0 ? "" : "caused by ") + cause.getClass().getName());
      for (StackTraceElement element : cause.getStackTrace()) {
        err.println("    at " + element);
      }
      cause = cause.getCause();
    }
    err.flush();
  }

  private static String place(Throwable bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    String name = bug.getClass().getSimpleName();
    return trace.length == 0
        ? name
        : "%s at %s:%d".formatted(name, trace[0].getClassName(), trace[0].getLineNumber());
  }
}
