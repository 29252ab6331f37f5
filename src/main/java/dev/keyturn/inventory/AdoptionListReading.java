package dev.keyturn.inventory;

import java.util.List;

/**
 * What a file of users and secrets came to.
 *
 * @param rows those that could be read, in the order of the file
 * @param problems all that is wrong with the others, and with the file; nothing is to be done for
 *     any row where there is one
 */
public record AdoptionListReading(List<AdoptionRow> rows, List<ReportProblem> problems) {
  public AdoptionListReading {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
  }
}
