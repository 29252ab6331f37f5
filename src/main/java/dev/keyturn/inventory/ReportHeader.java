package dev.keyturn.inventory;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The first line of a credential report: which column stands where. */
final class ReportHeader {
  private static final int LONGEST_QUOTE = 60;

  private final Map<ReportColumn, Integer> places = new EnumMap<>(ReportColumn.class);
  private final int columns;

  private ReportHeader(int columns) {
    this.columns = columns;
  }

  /** Finds the columns by their names, in any order; those that we do not know are passed over. */
  static ReportHeader of(CsvRecord line) {
    ReportHeader header = new ReportHeader(line.getFieldCount());
    for (int place = 0; place < line.getFieldCount(); place++) {
      Optional<ReportColumn> column = ReportColumn.of(line.getField(place).strip());
      if (column.isPresent()) {
        header.put(column.get(), place);
      }
    }
    List<String> missing =
        Arrays.stream(ReportColumn.values())
            .filter(column -> !column.isOptional() && !header.has(column))
            .map(ReportColumn::header)
            .toList();
    if (!missing.isEmpty()) {
      throw new MalformedReportException(line.getStartingLineNumber(), notAHeader(line, missing));
    }
    return header;
  }

  private void put(ReportColumn column, int place) {
    if (has(column)) {
      throw new MalformedReportException(1, "the column " + column.header() + " is there twice");
    }
    places.put(column, place);
  }

  private static String notAHeader(CsvRecord line, List<String> missing) {
    String first = line.getFieldCount() == 0 ? "" : line.getField(0).strip();
    if (first.startsWith("{")) {
      return "this is JSON, not the CSV of a credential report. The AWS CLI's reply has the report"
          + " in its field Content, in Base64";
    }
    if (missing.size() == ReportColumn.values().length - 1) {
      return "this is no credential report: none of its columns is named in the first line, which begins with \"%s\""
          .formatted(first.substring(0, Math.min(first.length(), LONGEST_QUOTE)));
    }
    return "this is no credential report as AWS makes it: of its columns, %s missing"
        .formatted(
            missing.size() == 1 ? missing.getFirst() + " is" : String.join(", ", missing) + " are");
  }

  boolean has(ReportColumn column) {
    return places.containsKey(column);
  }

  /** Where a column stands; to be asked only of one that is there. */
  int place(ReportColumn column) {
    return Objects.requireNonNull(places.get(column));
  }

  /** How many fields each line has to have. */
  int columns() {
    return columns;
  }
}
