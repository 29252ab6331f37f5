package dev.keyturn.app.cli;

import dev.keyturn.fleet.CredentialReportWait;
import dev.keyturn.port.Failure;

/**
 * Why an account's credential report could not be had.
 *
 * @param exit what the command ends with
 * @param problem in a sentence
 */
record NoReport(ExitCode exit, String problem) {
  /** AWS did not give it. */
  static NoReport of(Failure failure) {
    return new NoReport(ExitCode.AWS, failure.sentence());
  }

  /** IAM is still making it. */
  static NoReport of(CredentialReportWait.Outcome.NotYet late) {
    return new NoReport(
        ExitCode.WAITING,
        "IAM is still making the credential report after %d s. Run again later."
            .formatted(late.waited().toSeconds()));
  }

  /** Somebody wished to stop. */
  static NoReport stopped() {
    return new NoReport(ExitCode.STOPPED, "stopped while IAM made the credential report");
  }

  /** What AWS gave is no report. */
  static NoReport unreadable(String problem) {
    return new NoReport(ExitCode.AWS, "AWS gave a credential report that is none: " + problem);
  }
}
