package dev.keyturn.report;

import dev.keyturn.model.AccountId;
import dev.keyturn.plan.Reason;
import dev.keyturn.report.AdoptedRow.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What many adoptions came to, for a person: a table, and what needs one below it. */
public final class AdoptionsText {
  private final Style style;
  private final Instant now;
  private final boolean dryRun;

  /**
   * A view.
   *
   * @param dryRun whether nothing was really changed
   */
  public AdoptionsText(Style style, Instant now, boolean dryRun) {
    this.style = style;
    this.now = now;
    this.dryRun = dryRun;
  }

  /**
   * A row each, in their order; each refusal with its reason and remedy; and how many there are.
   */
  public List<String> lines(List<AdoptedRow> rows) {
    List<String> lines = new ArrayList<>(table(rows));
    for (AdoptedRow row : rows) {
      List<String> more = named(row, more(row));
      if (!more.isEmpty()) {
        lines.add("");
        lines.addAll(more);
      }
    }
    lines.add("");
    lines.add(counts(rows));
    if (dryRun) {
      lines.add("Dry run: nothing was changed.");
    }
    return lines;
  }

  private List<String> table(List<AdoptedRow> rows) {
    boolean listed = rows.stream().anyMatch(row -> row.line().isPresent());
    List<String> head = new ArrayList<>(List.of("USER", "SECRET", "KEY", "RESULT"));
    boolean several = rows.stream().anyMatch(row -> row.account().isPresent());
    if (several) {
      head.addFirst("ACCOUNT");
    }
    if (listed) {
      head.addFirst("LINE");
    }
    TextTable table = new TextTable("").head(style, head.toArray(String[]::new));
    for (AdoptedRow row : rows) {
      table.row();
      if (listed) {
        table.cell(row.line().map(String::valueOf).orElse("-"));
      }
      if (several) {
        table.cell(row.account().map(AccountId::value).orElse("-"));
      }
      table
          .cell(row.report().asked().value())
          .cell(row.report().secret())
          .cell(key(row))
          .cell(words(row), text -> painted(row.result(), text));
    }
    return table.lines(style.width());
  }

  private static String key(AdoptedRow row) {
    return switch (row.result()) {
      case REFUSED, FAILED -> "-";
      case WITHOUT_KEY, ADOPTED, ADOPTED_ALREADY -> row.newKey() ? "new" : "in the secret";
    };
  }

  private String words(AdoptedRow row) {
    return row.report().outcome() instanceof AdoptionReport.Outcome.Refused refused
        ? words(row.result())
            + refused.reason().map(Reason::word).map(word -> ": " + word).orElse("")
        : words(row.result());
  }

  private String words(Result result) {
    return switch (result) {
      case REFUSED -> "refused";
      case FAILED -> "failed";
      case WITHOUT_KEY -> "adopted, its key is not made yet";
      case ADOPTED -> dryRun ? "would be adopted" : "adopted";
      case ADOPTED_ALREADY -> "adopted already";
    };
  }

  private String painted(Result result, String text) {
    return switch (result) {
      case REFUSED, FAILED -> style.red(text);
      case WITHOUT_KEY -> style.yellow(text);
      case ADOPTED, ADOPTED_ALREADY -> style.green(text);
    };
  }

  /** Secrets of several accounts often have one name, and a remedy is for one of them. */
  private static List<String> named(AdoptedRow row, List<String> more) {
    return row.account()
        .map(account ->
            more.stream().map(line -> line.startsWith(" ") ? line : account + "  " + line).toList())
        .orElse(more);
  }

  private List<String> more(AdoptedRow row) {
    return switch (row.report().outcome()) {
      case AdoptionReport.Outcome.Bound bound ->
          Stream.concat(
                  bound.warnings().stream()
                      .map(warning -> style.yellow("Warning: " + VisibleText.of(warning))),
                  row.first().stream()
                      .filter(run -> row.result() == Result.WITHOUT_KEY)
                      .flatMap(run -> new ResultText(style, now).lines(run).stream()))
              .toList();
      case AdoptionReport.Outcome.Refused refused ->
          new AdoptText(style, dryRun).lines(row.report());
      case AdoptionReport.Outcome.Failed failed -> new AdoptText(style, dryRun).lines(row.report());
    };
  }

  private String counts(List<AdoptedRow> rows) {
    List<String> counts = new ArrayList<>();
    for (Result result : Result.values()) {
      long many = rows.stream().filter(row -> row.result() == result).count();
      if (many > 0) {
        counts.add(many + " " + words(result));
      }
    }
    return "%d user%s: %s"
        .formatted(rows.size(), rows.size() == 1 ? "" : "s", String.join(", ", counts));
  }
}
