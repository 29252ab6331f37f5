package dev.keyturn.inventory;

/**
 * Why a file is no credential report, or not the whole of one.
 *
 * @param line where, counted from 1
 * @param what what is wrong there, in a sentence; it may quote the file
 */
public record ReportProblem(long line, String what) {
  /** How to get a report. The AWS CLI gives it in Base64, inside of JSON. */
  public static final String REMEDY =
      "Get one with: aws iam generate-credential-report; aws iam get-credential-report --query Content"
          + " --output text | base64 -d > report.csv";

  /** What is wrong and where, in sentences. */
  public String sentence() {
    return "line %d: %s".formatted(line, what);
  }
}
