package dev.keyturn.inventory;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads IAM's credential report, as GetCredentialReport gives it or as somebody saved it. Columns
 * are found by their names. One row is in memory at a time.
 */
public final class ReportReader {
  private final Consumer<ReportRow> rows;
  private long count;
  private boolean hasRoot;
  private Instant newest = Instant.MIN;

  private ReportReader(Consumer<ReportRow> rows) {
    this.rows = rows;
  }

  /**
   * Reads a report to its end. Until that is reached nobody knows whether it is whole: what is made
   * of the rows is to be thrown away where the answer is {@link ReportReading.Refused}.
   *
   * <p>A report that was cut between two rows cannot be told from a whole one, as AWS ends none
   * with a line end and says nowhere how many rows there are.
   *
   * @param csv UTF-8; with a byte order mark also UTF-16, as PowerShell saves
   * @param rows is given each row, in the order of the file
   * @throws UncheckedIOException where {@code csv} cannot be read
   */
  public static ReportReading read(InputStream csv, Consumer<ReportRow> rows) {
    ReportReader reading = new ReportReader(rows);
    try (CsvReader<CsvRecord> reader = CsvFile.open(csv)) {
      return reading.all(reader.iterator());
    } catch (MalformedReportException malformed) {
      return new ReportReading.Refused(malformed.problem());
    } catch (CsvParseException notCsv) {
      return new ReportReading.Refused(
          new ReportProblem(
              reading.count + 2,
              "from here on this is no CSV: a quote is not closed, or a field never ends. The report is cut short, or is none"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private ReportReading all(CloseableIterator<CsvRecord> lines) {
    if (!lines.hasNext()) {
      return new ReportReading.Refused(new ReportProblem(1, "the file is empty"));
    }
    RowReader reader = new RowReader(ReportHeader.of(lines.next()));
    while (lines.hasNext()) {
      ReportRow row = reader.read(lines.next());
      note(row);
      rows.accept(row);
    }
    // Each account has its root.
    return count == 0
        ? new ReportReading.Refused(
            new ReportProblem(2, "there is no row below the header: the report is cut short"))
        : new ReportReading.Whole(
            count, hasRoot, newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest));
  }

  private void note(ReportRow row) {
    count++;
    hasRoot |= row.isRoot();
    row.created().date().ifPresent(this::note);
    row.password().lastUsed().date().ifPresent(this::note);
    for (ReportedKey key : row.keys()) {
      key.lastRotated().ifPresent(this::note);
      key.lastUsed().ifPresent(this::note);
    }
  }

  private void note(Instant date) {
    if (date.isAfter(newest)) {
      newest = date;
    }
  }
}
