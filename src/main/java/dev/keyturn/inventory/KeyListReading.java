package dev.keyturn.inventory;

import java.util.List;

/** What came of reading a file of keys. */
public sealed interface KeyListReading {
  /** All of it. */
  record Whole(List<ListedKeyRow> rows) implements KeyListReading {
    public Whole {
      rows = List.copyOf(rows);
    }
  }

  /** It is none, or is cut short. */
  record Refused(ReportProblem problem) implements KeyListReading {}
}
