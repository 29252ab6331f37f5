package dev.keyturn.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints what all checks of the promises tried, and what could not be tried, as the last lines of a
 * build.
 */
public final class ProofTable {
  private static final String FORMAT = "%-44s %12s %-10s %12s %16s %9s%n";

  private record Row(
      String check, long tried, String unit, long calls, long broken, double seconds) {
    static Row of(String line) {
      List<String> cells = List.of(line.strip().split("\t", -1));
      return new Row(
          cells.get(0),
          Long.parseLong(cells.get(1)),
          cells.get(2),
          Long.parseLong(cells.get(3)),
          Long.parseLong(cells.get(4)),
          Double.parseDouble(cells.get(5)));
    }
  }

  private ProofTable() {}

  /**
   * Prints the rows that the last run of each check left.
   *
   * @param arguments none
   */
  public static void main(String... arguments) throws IOException {
    print(Tally.ROWS, System.out);
  }

  static void print(Path folder, PrintStream out) throws IOException {
    List<Row> rows = rows(folder);
    if (rows.isEmpty()) {
      out.println("No check of the promises has run.");
    } else {
      table(rows, out);
    }
    NotTried.in(folder).forEach(out::println);
  }

  /** What checked something, of the rows in a folder. */
  static List<String> checks(Path folder) throws IOException {
    return rows(folder).stream().map(Row::check).toList();
  }

  private static void table(List<Row> rows, PrintStream out) {
    out.printf("%n" + FORMAT, "check", "tried", "", "AWS calls", "broken promises", "seconds");
    rows.forEach(row ->
        out.printf(
            FORMAT,
            row.check(),
            "%,d".formatted(row.tried()),
            row.unit(),
            row.calls() == 0 ? "" : "%,d".formatted(row.calls()),
            "%,d".formatted(row.broken()),
            "%.1f".formatted(row.seconds())));
    out.printf(
        FORMAT,
        "all",
        "%,d".formatted(rows.stream().mapToLong(Row::tried).sum()),
        "",
        "%,d".formatted(rows.stream().mapToLong(Row::calls).sum()),
        "%,d".formatted(rows.stream().mapToLong(Row::broken).sum()),
        "%.1f".formatted(rows.stream().mapToDouble(Row::seconds).sum()));
  }

  private static List<Row> rows(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(Tally.ENDING))
          .sorted()
          .map(ProofTable::read)
          .toList();
    }
  }

  private static Row read(Path file) {
    try {
      return Row.of(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
