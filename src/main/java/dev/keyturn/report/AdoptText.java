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
  public List<String> lines(Adopted adopted) {
    List<String> lines = new ArrayList<>();
    switch (adopted.outcome()) {
      case Adopted.Outcome.Bound bound -> {
        lines.add(style.green(headline(adopted)));
        lines.addAll(changes(adopted));
        bound
            .warnings()
            .forEach(warning -> lines.add(style.yellow("  Warning: " + Visible.of(warning))));
      }
      case Adopted.Outcome.Refused refused -> {
        lines.add(
            style.red(Visible.of(adopted.secret()) + ": refused.")
                + " "
                + Visible.of(refused.why())
                + " Nothing was changed.");
        lines.add("  " + style.bold(Visible.of(refused.remedy())));
      }
      case Adopted.Outcome.Failed failed -> {
        lines.add(
            style.red(Visible.of(adopted.secret()) + ": failed.")
                + " "
                + Visible.of(failed.failure().sentence()));
        lines.addAll(
            adopted.changes().isEmpty() ? List.of("  Nothing was changed.") : changes(adopted));
      }
    }
    return lines;
  }

  private String headline(Adopted adopted) {
    return "IAM user %s %s secret %s.%s"
        .formatted(
            adopted.asked(),
            dryRun ? "would be bound to" : "is bound to",
            Visible.of(adopted.secret()),
            adopted.changes().isEmpty() ? " It was so already; nothing was changed." : "");
  }

  private List<String> changes(Adopted adopted) {
    String before = dryRun ? "  would have " : "  ";
    return adopted.changes().stream().map(change -> before + Visible.of(change)).toList();
  }
}
