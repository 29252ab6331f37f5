package dev.keyturn.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows of cells in aligned columns. The last column takes what is left of the width. */
final class TextTable {
  private static final String GAP = "  ";

  /** One cell: what it says, and how it is painted once its width is known. */
  private record Cell(String text, UnaryOperator<String> paint) {}

  private final String indent;
  private final List<List<Cell>> rows = new ArrayList<>();

  TextTable(String indent) {
    this.indent = indent;
  }

  /** Begins a row. */
  TextTable row() {
    rows.add(new ArrayList<>());
    return this;
  }

  /** Adds a cell to the row. */
  TextTable cell(String text) {
    return cell(text, UnaryOperator.identity());
  }

  /** Adds a painted cell to the row; text of others is made visible. */
  TextTable cell(String text, UnaryOperator<String> paint) {
    rows.getLast().add(new Cell(VisibleText.of(text), paint));
    return this;
  }

  /** A row of column headings. */
  TextTable head(Style style, String... names) {
    return row().heads(style, names);
  }

  /** Further column headings in the same row. */
  TextTable heads(Style style, String... names) {
    for (String name : names) {
      cell(name, style::dim);
    }
    return this;
  }

  /** The lines, without trailing spaces; a last cell that does not fit {@code width} is cut. */
  List<String> lines(int width) {
    int[] widths = widths();
    return rows.stream().map(row -> line(row, widths, width)).toList();
  }

  private int[] widths() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], length(row.get(i).text()));
      }
    }
    return widths;
  }

  /** Of the longest line, if nothing is cut. */
  private int width() {
    int[] widths = widths();
    return indent.length() + Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
  }

  /**
   * The lines, of which no last cell is cut, because it is a command or a sentence to act on. Where
   * one does not fit {@code width}, all are on lines of their own, below their rows, and their
   * heading is left out; one that says nothing ({@code -}) has no line.
   */
  List<String> linesWithLastWhole(int width) {
    if (width() <= width) {
      return lines(width);
    }
    TextTable above = new TextTable(indent);
    rows.forEach(row -> above.rows.add(row.subList(0, row.size() - 1)));
    List<String> first = above.lines(width);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      lines.add(first.get(i));
      Cell last = rows.get(i).getLast();
      if (i > 0 && !last.text().isEmpty() && !last.text().equals("-")) {
        lines.add(indent + GAP + last.paint().apply(last.text()));
      }
    }
    return lines;
  }

  private String line(List<Cell> row, int[] widths, int width) {
    StringBuilder line = new StringBuilder(indent);
    int used = indent.length();
    for (int i = 0; i < row.size(); i++) {
      Cell cell = row.get(i);
      boolean last = i == row.size() - 1;
      String text = last ? fit(cell.text(), width - used) : cell.text();
      line.append(cell.paint().apply(text));
      if (!last) {
        line.append(" ".repeat(widths[i] - length(text))).append(GAP);
        used += widths[i] + GAP.length();
      }
    }
    return line.toString().stripTrailing();
  }

  /**
   * Cuts a text that is too long; a column of a few characters helps nobody, so it is left whole.
   */
  private static String fit(String text, int room) {
    return length(text) <= room || room < 12
        ? text
        : text.substring(0, text.offsetByCodePoints(0, room - 1)).stripTrailing() + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
