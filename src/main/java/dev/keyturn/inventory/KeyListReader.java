package dev.keyturn.inventory;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.keyturn.model.AccessKeyId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads which keys a file names: one that {@code audit --csv} wrote, whole or with rows taken out,
 * or any other with a column {@code access_key_id}. Other columns may be there or not, in any
 * order. A row without an ID is kept, to be told of: which key it is cannot be guessed, as a report
 * holds no IDs.
 */
public final class KeyListReader {
  /** More keys than any account has: a user has two, and an account 5,000 users. */
  private static final int MOST_ROWS = 20_000;

  private static final String ID = "access_key_id";

  private KeyListReader() {}

  /**
   * Reads a file to its end.
   *
   * @param csv UTF-8; with a byte order mark also UTF-16
   * @throws UncheckedIOException where {@code csv} cannot be read
   */
  public static KeyListReading read(InputStream csv) {
    long line = 1;
    try (CsvReader<CsvRecord> reader = CsvFile.open(csv)) {
      Optional<List<String>> header = Optional.empty();
      List<ListedKeyRow> rows = new ArrayList<>();
      for (CsvRecord record : reader) {
        line = record.getStartingLineNumber();
        if (header.isEmpty()) {
          header = Optional.of(record.getFields());
          if (!record.getFields().contains(ID)) {
            return refused(line, "there is no column " + ID);
          }
        } else if (record.getFieldCount() != header.get().size()) {
          return refused(
              line,
              "this row has %d of %d fields: the file is cut short, or was edited"
                  .formatted(record.getFieldCount(), header.get().size()));
        } else if (rows.size() == MOST_ROWS) {
          return refused(line, "there are more than %d rows".formatted(MOST_ROWS));
        } else {
          String id = field(header.get(), record, ID);
          if (!id.isEmpty() && !AccessKeyId.isValid(id)) {
            return refused(line, "what stands in the column %s is no access key ID".formatted(ID));
          }
          rows.add(row(header.get(), record, id));
        }
      }
      return rows.isEmpty()
          ? refused(line, "there is no row of a key")
          : new KeyListReading.Whole(rows);
    } catch (CsvParseException notCsv) {
      return refused(line + 1, "from here on this is no CSV: a quote is not closed");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static ListedKeyRow row(List<String> header, CsvRecord record, String id) {
    String user = field(header, record, "user");
    String slot = field(header, record, "access_key");
    return new ListedKeyRow(
        record.getStartingLineNumber(),
        "line %d%s%s"
            .formatted(
                record.getStartingLineNumber(),
                user.isEmpty() ? "" : ", user " + user,
                slot.isEmpty() ? "" : ", key " + slot),
        id.isEmpty() ? Optional.empty() : Optional.of(new AccessKeyId(id)));
  }

  private static String field(List<String> header, CsvRecord record, String column) {
    int at = header.indexOf(column);
    return at < 0 ? "" : record.getField(at).strip();
  }

  private static KeyListReading refused(long line, String what) {
    return new KeyListReading.Refused(new ReportProblem(line, what));
  }
}
