package dev.keyturn.report;

import java.util.ArrayList;
import java.util.List;

/** What an adoption came to, for a person. */
public final class AdoptText {
  private final Style style;
  private final boolean dryRun;

  /**
   * A view.
   *
   * @param dryRun whether nothing was really changed
   */
  public AdoptText(Style style, boolean dryRun) {
    this.style = style;
    this.dryRun = dryRun;
  }

  /** The result, a line each. */
  public List<String> lines(AdoptionReport adopted) {
    List<String> lines = new ArrayList<>();
    switch (adopted.outcome()) {
      case AdoptionReport.Outcome.Bound bound -> {
        lines.add(style.green(headline(adopted)));
        lines.addAll(changes(adopted));
        bound
            .warnings()
            .forEach(warning -> lines.add(style.yellow("  Warning: " + VisibleText.of(warning))));
      }
      case AdoptionReport.Outcome.Refused refused -> {
        lines.add(
            style.red(VisibleText.of(adopted.secret()) + ": refused.")
                + " "
                + VisibleText.of(refused.why())
                + " Nothing was changed.");
        lines.add("  " + style.bold(VisibleText.of(refused.remedy())));
      }
      case AdoptionReport.Outcome.Failed failed -> {
        lines.add(
            style.red(VisibleText.of(adopted.secret()) + ": failed.")
                + " "
                + VisibleText.of(failed.failure().sentence()));
        lines.addAll(
            adopted.changes().isEmpty() ? List.of("  Nothing was changed.") : changes(adopted));
      }
    }
    return lines;
  }

  private String headline(AdoptionReport adopted) {
    return "IAM user %s %s secret %s.%s"
        .formatted(
            adopted.asked(),
            dryRun ? "would be bound to" : "is bound to",
            VisibleText.of(adopted.secret()),
            adopted.changes().isEmpty() ? " It was so already; nothing was changed." : "");
  }

  private List<String> changes(AdoptionReport adopted) {
    String before = dryRun ? "  would have " : "  ";
    return adopted.changes().stream().map(change -> before + VisibleText.of(change)).toList();
  }
}
