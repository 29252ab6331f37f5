package dev.keyturn.inventory;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.keyturn.model.LastUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the rows below a header. What AWS never writes there ends the reading. */
final class RowReader {
  private static final int LONGEST_QUOTE = 60;
  private static final Pattern ARN = Pattern.compile("arn:[a-z0-9-]+:iam::\\d{12}:.+");

  private final ReportHeader header;

  RowReader(ReportHeader header) {
    this.header = header;
  }

  /** One row. */
  ReportRow read(CsvRecord record) {
    int found = record.getFieldCount();
    if (found != header.columns()) {
      throw new MalformedReportException(
          record.getStartingLineNumber(),
          "this row has %d of %d fields: %s"
              .formatted(
                  found,
                  header.columns(),
                  found < header.columns()
                      ? "the report is cut short, or was edited"
                      : "the report was edited, or is of another tool"));
    }
    String arn = text(record, ReportColumn.ARN);
    if (!ARN.matcher(arn).matches()) {
      throw wrong(record, ReportColumn.ARN, "an ARN of IAM's");
    }
    return new ReportRow(
        record.getStartingLineNumber(),
        text(record, ReportColumn.USER),
        arn,
        time(record, ReportColumn.USER_CREATION_TIME),
        new ReportedPassword(
            flag(record, ReportColumn.PASSWORD_ENABLED),
            time(record, ReportColumn.PASSWORD_LAST_USED),
            time(record, ReportColumn.PASSWORD_LAST_CHANGED),
            time(record, ReportColumn.PASSWORD_NEXT_ROTATION)),
        flag(record, ReportColumn.MFA_ACTIVE) == ReportedFlag.YES,
        keys(record),
        certificates(record),
        header.has(ReportColumn.ADDITIONAL_CREDENTIALS_INFO)
            ? Optional.of(text(record, ReportColumn.ADDITIONAL_CREDENTIALS_INFO))
                .filter(RowReader::says)
            : Optional.empty());
  }

  private List<ReportedKey> keys(CsvRecord record) {
    List<ReportedKey> keys = new ArrayList<>(2);
    key(record, KeyColumns.FIRST).ifPresent(keys::add);
    key(record, KeyColumns.SECOND).ifPresent(keys::add);
    return keys;
  }

  /**
   * A slot is empty where it is neither active nor has a date: a key that is off keeps its date.
   */
  private Optional<ReportedKey> key(CsvRecord record, KeyColumns columns) {
    boolean active = flag(record, columns.active()) == ReportedFlag.YES;
    ReportedTime rotated = time(record, columns.lastRotated());
    ReportedTime used = time(record, columns.lastUsedDate());
    if (!active && rotated.date().isEmpty() && used.date().isEmpty()) {
      return Optional.empty();
    }
    LastUse lastUse =
        switch (used) {
          case ReportedTime.At at ->
              new LastUse.Used(
                  at.instant(),
                  text(record, columns.lastUsedService()),
                  text(record, columns.lastUsedRegion()));
          case ReportedTime.NotApplicable never -> new LastUse.Never();
          case ReportedTime.NoInformation none ->
              new LastUse.Unknown("the report says no_information");
          case ReportedTime.NotSupported unknown ->
              new LastUse.Unknown("the report says not_supported");
        };
    return Optional.of(new ReportedKey(columns.slot(), active, rotated.date(), lastUse));
  }

  private List<ReportedCertificate> certificates(CsvRecord record) {
    List<ReportedCertificate> certificates = new ArrayList<>(0);
    certificate(record, 1, ReportColumn.CERT_1_ACTIVE, ReportColumn.CERT_1_LAST_ROTATED)
        .ifPresent(certificates::add);
    certificate(record, 2, ReportColumn.CERT_2_ACTIVE, ReportColumn.CERT_2_LAST_ROTATED)
        .ifPresent(certificates::add);
    return certificates;
  }

  private Optional<ReportedCertificate> certificate(
      CsvRecord record, int slot, ReportColumn activeColumn, ReportColumn lastRotated) {
    boolean active = flag(record, activeColumn) == ReportedFlag.YES;
    ReportedTime rotated = time(record, lastRotated);
    return active || rotated.date().isPresent()
        ? Optional.of(new ReportedCertificate(slot, active, rotated))
        : Optional.empty();
  }

  private static boolean says(String more) {
    return !more.isBlank() && !more.equals("N/A");
  }

  private String text(CsvRecord record, ReportColumn column) {
    return record.getField(header.place(column));
  }

  private ReportedFlag flag(CsvRecord record, ReportColumn column) {
    return ReportedFlag.parse(text(record, column))
        .orElseThrow(() -> wrong(record, column, "true or false"));
  }

  private ReportedTime time(CsvRecord record, ReportColumn column) {
    return ReportedTimeReader.parse(text(record, column))
        .orElseThrow(() -> wrong(record, column, "a date such as 2026-03-01T09:30:00Z"));
  }

  /** The last field of a file that is cut short is most often half of one. */
  private MalformedReportException wrong(CsvRecord record, ReportColumn column, String form) {
    String text = text(record, column);
    return new MalformedReportException(
        record.getStartingLineNumber(),
        "%s is \"%s\", which is not %s as AWS writes it: the report is cut short, or was edited, perhaps by a spreadsheet"
            .formatted(
                column.header(), text.substring(0, Math.min(text.length(), LONGEST_QUOTE)), form));
  }
}
