package dev.keyturn.port;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;

/** A credential report as IAM handed it out: its bytes, and when IAM made it. */
public final class CredentialReportFile {
  private final byte[] csv;
  private final Instant generated;

  /**
   * A report.
   *
   * @param csv as {@code inventory.ReportReader} reads it
   * @param generated when IAM finished it; what happened since is not in it
   */
  public CredentialReportFile(byte[] csv, Instant generated) {
    this.csv = csv.clone();
    this.generated = generated;
  }

  /** Its bytes, from the first on. */
  public InputStream open() {
    return new ByteArrayInputStream(csv);
  }

  /** When IAM finished it. */
  public Instant generated() {
    return generated;
  }
}
