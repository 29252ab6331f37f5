package dev.keyturn.inventory;

/** Ends the reading of a file that is no credential report; it never leaves this room. */
final class MalformedReportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ReportProblem problem;

  MalformedReportException(long line, String what) {
    super(what);
    this.problem = new ReportProblem(line, what);
  }

  ReportProblem problem() {
    return problem;
  }
}
