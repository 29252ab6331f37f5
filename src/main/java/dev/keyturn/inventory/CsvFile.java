package dev.keyturn.inventory;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** CSV as people have it: with a byte order mark or without, and perhaps cut short. */
final class CsvFile {
  /** Longer than any field that AWS makes, and short enough for a file that has no rows. */
  private static final int MOST_OF_A_FIELD = 1 << 20;

  private CsvFile() {}

  /**
   * Begins to read; a row at a time is in memory. Rows of more or fewer fields than the first are
   * given as they stand, and a quote that is not closed is no CSV.
   *
   * @param csv UTF-8; with a byte order mark also UTF-16, as PowerShell saves
   */
  static CsvReader<CsvRecord> open(InputStream csv) throws IOException {
    return CsvReader.builder()
        .detectBomHeader(true)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .maxBufferSize(MOST_OF_A_FIELD)
        .ofCsvRecord(csv, StandardCharsets.UTF_8);
  }
}
